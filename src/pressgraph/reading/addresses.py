"""Which network addresses a page may be fetched from: those of the public internet, unless the user allows others.

An article's address comes from outside. Without this check it could make the machine that reads it ask its own
services, its network's, or the metadata service of its cloud (169.254.169.254), on behalf of whoever wrote it.
"""

from __future__ import annotations

import ipaddress
import os
import socket

VARIABLE = "PRESSGRAPH_ALLOW_PRIVATE_ADDRESSES"
REMEDY = f"save it as a file and give that, or set {VARIABLE}=1 if you trust where the address comes from"
_TRUE = frozenset({"1", "true", "yes", "on", "t", "y"})
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's special-purpose registries, multicast, and the one public address that a cloud keeps for itself (Azure).
# Listed here, since what `ipaddress` calls global changes with Python's releases.
_NOT_PUBLIC_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "3fff::/20"))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """A host that leads to no public address."""

    def __init__(self, host: str, found: str) -> None:
        shown = host if host == found else f"{host} is {found},"
        super().__init__(f"{shown} an address of this machine or of a private network, is not fetched: {REMEDY}")


def private_allowed() -> bool:
    """Whether `VARIABLE` is set to something that means yes."""
    return os.environ.get(VARIABLE, "").strip().lower() in _TRUE


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; an IPv6 address that stands for an IPv4 one is as that is.

    >>> [is_public(a) for a in ("93.184.216.34", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::169.254.169.254")]
    [True, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(found)
    if isinstance(inner, ipaddress.IPv4Address):
        return not any(inner in network for network in _NOT_PUBLIC_4)
    return inner in _PUBLIC_6 and not any(inner in network for network in _NOT_PUBLIC_6)


def _inner(address: _Address) -> _Address:
    """The IPv4 address that a mapped, NAT64 or 6to4 address leads to; other addresses as they are."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def resolve(host: str, port: int, *, private: bool = False) -> list[str]:
    """The IP addresses of ``host`` to connect to, in the resolver's order; only public ones unless ``private``.

    The connection must go to one of them, not to the name, which may mean another address when it is asked again.
    Raises PrivateAddressError where none is public, OSError or UnicodeError where the name is unknown or malformed.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    allowed = [address for address in found if private or is_public(address)]
    if not allowed:
        raise PrivateAddressError(host, found[0] if found else host)
    return allowed
