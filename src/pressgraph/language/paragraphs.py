"""Where paragraphs begin: at blank lines and at line breaks that are not mere wrapping."""

from __future__ import annotations

import re
import statistics

_LINE_END = re.compile(r"\n[^\S\n]*(\n\s*)?")
_CLOSED = tuple(".!?:;…\"'”’)]|")
_CONTINUES = re.compile(r"[a-z,;.)\]–—&-]|\d+%")


def _wrapped(text: str) -> bool:
    """Whether the text is wrapped at a column: most single line breaks come after lines of like, middling length."""
    lines = [line for block in re.split(r"\n[^\S\n]*\n", text) for line in block.split("\n")[:-1] if line.strip()]
    if len(lines) < 4:
        return False
    lengths = [len(line) for line in lines]
    middle = statistics.median(lengths)
    opened = sum(not line.rstrip().endswith(_CLOSED) for line in lines)
    return 40 <= middle <= 110 and max(lengths) <= 130 and opened >= 0.6 * len(lines)


def breaks(text: str) -> list[int]:
    """Offsets at which a paragraph begins after a line break, in order.

    >>> breaks("A title\\n\\nFirst line goes\\non here. End.\\nNew one.")
    [9, 39]
    """
    wrapped = _wrapped(text)
    result = []
    for match in _LINE_END.finditer(text):
        after = match.end()
        if after >= len(text):
            continue
        before = text[: match.start()][-1:]
        soft = match.group(1) is None and before not in _CLOSED
        if soft and (wrapped or _CONTINUES.match(text, after)):
            continue
        result.append(after)
    return result
