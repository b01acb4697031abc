"""What every request and response passes through: limits on bodies, and headers that keep browsers strict."""

from __future__ import annotations

from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STRICT = POLICY.format(styles="'self'")
# The query editor writes style attributes into its own markup; scripts stay as strict as elsewhere.
STYLED = POLICY.format(styles="'self' 'unsafe-inline'")
_HEADERS = {
    "Content-Security-Policy": STRICT,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the headers, unless a response has its own; the outermost of all."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


class BodyLimit:
    """Bodies that are too large, or too slow to arrive, end in 413 and 408."""

    def __init__(self, app: ASGIApp, size: int, timeout_s: float) -> None:
        self.app, self.size, self.timeout_s = app, size, timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if length.isdigit() and int(length) > self.size:
            await _refusal(413, f"the body may have at most {self.size} bytes")(scope, receive, send)
            return
        await self.app(scope, self._limited(receive), send)

    def _limited(self, receive: Receive) -> Receive:
        received, complete = 0, False
        deadline = anyio.current_time() + self.timeout_s

        async def limited() -> Message:
            nonlocal received, complete
            if complete:
                return await receive()
            try:
                with anyio.fail_after(max(deadline - anyio.current_time(), 0)):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, "the body took too long to arrive", {"Connection": "close"}) from None
            received += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if received > self.size:
                raise HTTPException(413, f"the body may have at most {self.size} bytes", {"Connection": "close"})
            return message

        return limited


class SameOrigin:
    """Refuses what a page of another site makes a browser post, the query endpoint's safe queries aside."""

    def __init__(self, app: ASGIApp, exempt: tuple[str, ...] = ()) -> None:
        self.app, self.exempt = app, exempt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve."""
        safe = scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS")
        if not safe and scope["path"] not in self.exempt and _foreign(Headers(scope=scope)):
            await _refusal(403, "a page of another site may not post here")(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _foreign(headers: Headers) -> bool:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return True
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _refusal(status: int, reason: str) -> PlainTextResponse:
    return PlainTextResponse(reason + "\n", status, {"Connection": "close"} if status == 413 else None)
