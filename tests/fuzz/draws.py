"""Values drawn from bytes, so that a fuzzer which changes a byte changes a choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """Draws from the front of ``data``; zeros where it is used up."""

    def __init__(self, data: bytes) -> None:
        self._data, self._place = data, 0

    @property
    def left(self) -> int:
        """How many bytes are not used yet."""
        return max(0, len(self._data) - self._place)

    def byte(self) -> int:
        """A number from 0 to 255."""
        self._place += 1
        return self._data[self._place - 1] if self._place <= len(self._data) else 0

    def number(self, least: int, most: int) -> int:
        """A number of the range, both ends included; ranges of up to 65,536."""
        return least + ((self.byte() << 8) + self.byte() if most - least > 255 else self.byte()) % (most - least + 1)

    def of(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.number(0, len(choices) - 1)]

    def flag(self) -> bool:
        """True or false."""
        return bool(self.byte() & 1)

    def rest(self) -> bytes:
        """All that is left."""
        taken = self._data[self._place :]
        self._place = len(self._data)
        return taken

    def text(self, most: int = 40) -> str:
        """Up to ``most`` code points of any kind, surrogates and controls included."""
        return "".join(self._character() for _ in range(self.number(0, most)))

    def phrase(self, pieces: Sequence[str], most: int) -> str:
        """Pieces joined by spaces or by nothing; a byte beyond the pieces gives any character instead."""
        found: list[str] = []
        while self.left and len(found) < most:
            choice = self.byte()
            found.append(pieces[choice] if choice < len(pieces) else self._character())
            found.append(" " if choice & 1 else "")
        return "".join(found)

    def _character(self) -> str:
        kind = self.byte()
        if kind < 160:
            return chr(kind % 128)
        if kind < 200:
            return chr(0x80 + self.byte())
        if kind < 240:
            return chr((self.byte() << 8) + self.byte())
        return chr(((self.byte() << 16) + (self.byte() << 8) + self.byte()) % 0x110000)
