"""Whether work grows in proportion to its input: ratios within one run, so that the machine's speed does not matter."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType

MEASURABLE_S = 0.0015
LONGEST_S = 10
STEP = 4
# Linear work takes 4 times as long for 4 times the input, quadratic work 16 times.
TOLERATED = 9.0
_TRIES = 4


class TooSlowError(Exception):
    """Work that did not end in time."""


def growth(run: Callable[[int], object], least: int, most: int) -> float:
    """How many times as long ``run(4 * n)`` takes as ``run(n)``, for the first size worth measuring.

    ``run`` is given a size and returns when its work is done. Sizes go from ``least`` up until one takes
    `MEASURABLE_S`; work that does not by ``most`` counts as linear (1.0): a quadratic one would. Work of more than
    `LONGEST_S` counts as infinite. Of several measurements the most favourable counts, since noise only adds; the
    first that is clearly linear ends them.
    """
    size = least
    try:
        while _seconds(run, size) < MEASURABLE_S:
            if size >= most:
                return 1.0
            size = min(size * STEP, most)
        return _ratio(run, size)
    except TooSlowError:
        return float("inf")


def _ratio(run: Callable[[int], object], size: int) -> float:
    found = float("inf")
    for _ in range(_TRIES):
        small = min(_seconds(run, size) for _ in range(2))
        found = min(found, _seconds(run, STEP * size) / small)
        if found <= TOLERATED:
            break
    return found


def _seconds(run: Callable[[int], object], size: int) -> float:
    """The processor time of one run; `TooSlowError` where it takes too long (``re`` looks for signals as it works)."""
    before = signal.signal(signal.SIGALRM, _stop)
    signal.alarm(LONGEST_S)
    try:
        begin = time.process_time()
        run(size)
        return max(time.process_time() - begin, 1e-9)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _stop(_: int, __: FrameType | None) -> None:
    raise TooSlowError
