"""What a request carries: its parameters, strictly decoded, and whether its client is still there."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar
from urllib.parse import parse_qsl

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request

Result = TypeVar("Result")
FORM = "application/x-www-form-urlencoded"
_FIELDS = 1000


class GoneError(Exception):
    """The client has closed the connection."""


def media_type(request: Request) -> str:
    """The body's media type without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def decoded(data: bytes, what: str) -> str:
    """UTF-8 as text; 400 for other bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, f"{what} is not UTF-8") from None


def parameters(encoded: str) -> dict[str, list[str]]:
    """The fields of a query string or form, each with all its values; 400 for malformed ones."""
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise HTTPException(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise HTTPException(400, "too many parameters") from None
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def query_parameters(request: Request) -> dict[str, list[str]]:
    """The fields of the request's query string."""
    return parameters(decoded(request.scope.get("query_string", b""), "the query string"))


async def form_parameters(request: Request) -> dict[str, list[str]]:
    """The fields of a posted form; 415 for a body of another kind."""
    if media_type(request) != FORM:
        raise HTTPException(415, f"send the form as {FORM}")
    return parameters(decoded(await request.body(), "the form"))


def one(fields: dict[str, list[str]], name: str) -> str | None:
    """A field that may stand once, without surrounding space; None where it is missing or empty, 400 for several."""
    values = fields.get(name, [])
    if len(values) > 1:
        raise HTTPException(400, f"the parameter {name!r} may be given once only")
    return (values[0].strip() or None) if values else None


def whole(fields: dict[str, list[str]], name: str, default: int, most: int = 1_000_000) -> int:
    """A field that is a whole number from 1; 400 for anything else."""
    text = one(fields, name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:12]) <= most:
        raise HTTPException(400, f"the parameter {name!r} must be a whole number from 1 to {most}")
    return int(text)


def share(fields: dict[str, list[str]], name: str) -> float:
    """A field that is a number from 0 to 1, by default 0; 400 for anything else."""
    text = one(fields, name)
    try:
        value = float(text) if text else 0.0
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise HTTPException(400, f"the parameter {name!r} must be a number from 0 to 1")
    return value


async def while_connected(request: Request, work: Awaitable[Result]) -> Result:
    """The work's result; it is cancelled, and GoneError raised, when the client goes away.

    The request's body must have been read before.
    """
    results: list[Result] = []
    async with anyio.create_task_group() as group:

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            group.cancel_scope.cancel()

        group.start_soon(watch)
        failure: Exception | None = None
        try:
            results.append(await work)
        except Exception as error:
            failure = error
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure
    if not results:
        raise GoneError
    return results[0]
