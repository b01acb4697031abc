"""Who we are to a store: basic, digest or bearer credentials, from the environment or netrc and nowhere else."""

from __future__ import annotations

import netrc
import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from pressgraph.errors import OptionError

USER, PASSWORD, TOKEN = "PRESSGRAPH_STORE_USER", "PRESSGRAPH_STORE_PASSWORD", "PRESSGRAPH_STORE_TOKEN"
HINT = f"set {USER} and {PASSWORD}, or {TOKEN}, or add the host to ~/.netrc"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and password, or a token; nothing for stores that ask for neither."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


def credentials_for(address: str, environment: Mapping[str, str] | None = None) -> Credentials:
    """The environment's credentials, else netrc's for the address's host; OptionError for half of a pair."""
    known = os.environ if environment is None else environment
    if token := known.get(TOKEN):
        return Credentials(token=token)
    user, password = known.get(USER, ""), known.get(PASSWORD)
    if bool(user) != (password is not None):
        raise OptionError(f"{USER if user else PASSWORD} is set and the other is not: set both, or neither")
    return Credentials(user, password or "") if user else _from_netrc(address, known)


def _from_netrc(address: str, known: Mapping[str, str]) -> Credentials:
    path = Path(known.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return Credentials()
    try:
        found = netrc.netrc(str(path)).authenticators(urlsplit(address).hostname or "")
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as error:
        raise OptionError(f"{path} cannot be used: {error}") from None
    return Credentials(found[0], found[2] or "") if found and found[0] else Credentials()


class Login(httpx.Auth):
    """Answers a store's challenge with the scheme that it asks for; sends a token at once.

    A password goes out only after the store has asked for it, and as a digest where the store accepts one. A store
    that refuses strangers without a challenge (403) gets basic credentials once.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._scheme: httpx.Auth | None = None
        if credentials.token:
            self._scheme = _Bearer(credentials.token)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if not self._credentials or self._scheme is not None:
            yield from self._signed(request)
            return
        response = yield request
        self._scheme = self._scheme_for(response)
        if self._scheme is not None:
            yield from self._signed(request)

    def _signed(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        yield from (self._scheme or httpx.Auth()).auth_flow(request)

    def _scheme_for(self, response: httpx.Response) -> httpx.Auth | None:
        """The scheme that a refusal asks for; None where there is no refusal, or one that we have no answer to."""
        if response.status_code not in (401, 403):
            return None
        challenges = " ".join(response.headers.get_list("www-authenticate")).lower()
        user, password = self._credentials.user, self._credentials.password
        if "digest " in challenges:
            return httpx.DigestAuth(user, password)
        basic = "basic" in challenges or (response.status_code == 403 and not challenges)
        return httpx.BasicAuth(user, password) if basic else None


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._header
        yield request
