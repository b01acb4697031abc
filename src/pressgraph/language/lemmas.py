"""Lemmas as edit scripts: what to cut off a lower-cased word and what to put there instead.

A script is ``"CUT|ENDING"`` on the lower-cased form, prefixed by ``"="`` when the lemma keeps the form's
own case (names). The classes of the lemma head are scripts, as in UDPipe (Straka et al. 2016).
"""

from __future__ import annotations

import functools

KEEP_CASE = "="


def script_of(form: str, lemma: str) -> str:
    """The edit script that turns ``form`` into ``lemma``.

    >>> script_of("Cities", "city"), script_of("Ukraine", "Ukraine"), script_of("was", "be")
    ('3|y', '=0|', '3|be')
    """
    keep = lemma != lemma.lower()
    base = form if keep else form.lower()
    common = 0
    while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
        common += 1
    return f"{KEEP_CASE if keep else ''}{len(base) - common}|{lemma[common:]}"


def apply_script(form: str, script: str) -> str:
    """The lemma that ``script`` makes of ``form``; a script that cuts more than there is leaves the form.

    >>> apply_script("stories", "3|y"), apply_script("Musk", "=0|")
    ('story', 'Musk')
    """
    keep, count, ending = _read(script)
    base = form if keep else form.lower()
    if count > len(base):
        return base
    return (base[: len(base) - count] + ending) or base


@functools.lru_cache(maxsize=1024)
def _read(script: str) -> tuple[bool, int, str]:
    """Whether the case is kept, how many letters go, and what comes in their place."""
    cut, _, ending = script.removeprefix(KEEP_CASE).partition("|")
    return script.startswith(KEEP_CASE), int(cut), ending
