"""What a store's refusals mean, and what to do about each."""

from __future__ import annotations

import re
from typing import Final

import httpx

from pressgraph.errors import StoreError
from pressgraph.store.remote.credentials import HINT
from pressgraph.store.remote.places import Place

_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_FULL: Final = re.compile(r"no space left|disk (is )?full|enospc|out of disk|insufficient storage|quota exceeded", re.I)
_READ_ONLY: Final = re.compile(r"read[- ]?only|not writable", re.I)
_DENIED: Final = re.compile(r"access denied|permission|not allowed|not authori[sz]ed|must be granted", re.I)
_FAULT: Final = re.compile(r"syntax error|compiler|parse error|malformed|RDFXX|\bRDF2\d\b", re.I)

_OTHER: Final = "refuses the request ({status}): check that it is of the kind {kind!r}"
_GONE: Final = "has nothing at this address ({status}): check the address and the name of the dataset or repository"
_BUSY: Final = "is too busy ({status}): try again later"
_LARGE: Final = "takes no request as large as this one ({status}): raise its limit on the size of requests"
_BY_STATUS: Final = {404: _GONE, 410: _GONE, 413: _LARGE, 429: _BUSY, 502: _BUSY, 503: _BUSY, 504: _BUSY}
_READ: Final = 8_000
"""Characters of an error page that are looked at."""


class RefusalError(StoreError):
    """An answer that is no success: its HTTP status, and what its body says."""

    def __init__(self, message: str, status: int, said: str) -> None:
        super().__init__(message)
        self.status = status
        self.said = said


def is_passing(response: httpx.Response) -> bool:
    """Whether the same request may succeed later."""
    said = text_of(response)
    stays = _FULL.search(said) or _READ_ONLY.search(said)
    if response.status_code == 500:
        stays = stays or _DENIED.search(said) or _FAULT.search(said)
    return response.status_code in _PASSING and not stays


def refusal(place: Place, response: httpx.Response, known: bool) -> RefusalError:
    """The error for an answer that is no success; ``known`` tells whether we had credentials to show."""
    status, said = response.status_code, text_of(response)
    says = f" (it says: {said})" if said else ""
    return RefusalError(f"{place} {_meaning(place, status, said, known)}{says}", status, said)


def _meaning(place: Place, status: int, said: str, known: bool) -> str:
    if status == 507 or _FULL.search(said):
        return "has no room left: free or add disk space there"
    if status in (405, 501) or _READ_ONLY.search(said):
        return f"is read-only ({status}): start it writable, or name one that is"
    if status in (401, 403) or _DENIED.search(said):
        return _denial(status, known)
    if 300 <= status < 400:
        return f"sends to another address ({status}), which is not followed: name that address itself"
    return _BY_STATUS.get(status, _OTHER).format(status=status, kind=place.kind)


def _denial(status: int, known: bool) -> str:
    if known:
        return f"refuses these credentials ({status}): check name and password, and that the account may do this"
    return f"wants credentials ({status}): {HINT}"


def unreachable(place: Place, error: Exception) -> StoreError:
    """The error for a store that gives no answer."""
    if "CERTIFICATE" in str(error).upper():
        return StoreError(
            f"{place}: its TLS certificate cannot be verified ({error}): give it a valid one, "
            "or name the file of its authority in SSL_CERT_FILE"
        )
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return StoreError(f"{place} cannot be reached ({error}): start it, or check address and network")
    kind = "gave no answer in time" if isinstance(error, httpx.TimeoutException) else "broke the connection off"
    return StoreError(f"{place} {kind} ({error}): see its log, and try again")


def text_of(response: httpx.Response) -> str:
    """What an error page says, on one line of at most 200 characters."""
    try:
        text = response.text[:_READ]  # tags without ends make the pattern's time quadratic
        plain = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL | re.I)
    except httpx.ResponseNotRead:
        return ""
    line = " ".join("".join(c if c.isprintable() else " " for c in plain).split())
    return line if len(line) <= 200 else line[:199] + "…"
