"""Gold files read with errors that say where and what to do, and spans checked against their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pressgraph.errors import FormatError

Item = TypeVar("Item")
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError)


def read_gold(
    paths: Iterable[Path | str],
    read: Callable[[Path], Iterable[Item]],
    form: str,
    flaw: Callable[[Item], str] = lambda _item: "",
) -> Iterator[Item]:
    """The items of all files in turn.

    Args:
        paths: the files.
        read: a reader of one file, as in `pressgraph.datasets`.
        form: what the files should be, for messages: "JSON Lines in KnowledgeNet's form".
        flaw: what is wrong with an item that could be read, or nothing.

    Raises:
        FormatError: a file has another form, or nothing in it.
    """
    for path in map(Path, paths):
        count = 0
        try:
            for item in read(path):
                count += 1
                if wrong := flaw(item):
                    raise ValueError(f"{path}{_line(path, count)}: {wrong}")
                yield item
        except UnicodeDecodeError as error:
            raise FormatError(f"{path} is not UTF-8 ({error.reason}): convert it first; expected {form}") from None
        except _MALFORMED as error:
            where = "" if str(path) in str(error) else f"{path}{_line(path, count + 1)}: "
            raise FormatError(f"{where}{error or repr(error)}: correct it, or give {form}") from None
        if not count:
            raise FormatError(f"{path} holds nothing to score: expected {form}")


def _line(path: Path, number: int) -> str:
    """``:line`` of the n-th line with content of a JSON Lines file; for other files the item's number."""
    if path.suffix != ".jsonl":
        return f", item {number}"
    with path.open(encoding="utf-8") as stream:
        for line, content in enumerate(stream, 1):
            number -= bool(content.strip())
            if not number:
                return f":{line}"
    return ""


def outside(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A message on the first span that is empty or lies outside the text.

    >>> outside("Lisbon", [(0, 3), (4, 9)])
    'the span 4 to 9 is not inside the text of 6 characters'
    """
    for begin, end in spans:
        if not 0 <= begin < end <= len(text):
            return f"the span {begin} to {end} is not inside the text of {len(text)} characters"
    return ""
