"""What a user may choose about the graph."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from pressgraph.errors import OptionError

DEFAULT_BASE = "https://w3id.org/pressgraph/id/"
Profile = Literal["publish", "balanced", "recall"]
THRESHOLDS: dict[str, float] = {"publish": 0.95, "balanced": 0.5, "recall": 0.0}
_BASE = re.compile(r"https?://[^/\s<>\"{}|\\^`]+(?:[/][^\s<>\"{}|\\^`]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MappingOptions:
    """How annotations become quads.

    ``profile`` sets the least confidence of a fact, event or claim (`THRESHOLDS`); ``min_confidence`` (0 to 1)
    overrides it. ``provenance`` false leaves out the activity, mentions and evidence spans: statements then point
    to the article as a whole. ``include_text`` adds the reference text itself. ``rdf12`` writes reifiers.
    ``run_time`` is the only way for a time of the run to enter a graph; ``model`` is the language model's name and
    version, such as ``en 1.0``.
    """

    base: str = DEFAULT_BASE
    profile: Profile = "balanced"
    min_confidence: float | None = None
    provenance: bool = True
    include_text: bool = False
    rdf12: bool = False
    run_time: datetime.datetime | None = None
    model: str = ""

    def __post_init__(self) -> None:
        if self.profile not in THRESHOLDS:
            raise OptionError(f"unknown profile {self.profile!r}: choose one of {', '.join(THRESHOLDS)}")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise OptionError(
                f"the minimal confidence {self.min_confidence} is no probability: give a number from 0 to 1"
            )
        if not _BASE.fullmatch(self.base):
            raise OptionError(
                f"the base {self.base!r} cannot begin IRIs: give an http or https address such as {DEFAULT_BASE}"
            )
        if not self.base.endswith(("/", "#")):
            object.__setattr__(self, "base", self.base + "/")

    @property
    def threshold(self) -> float:
        """The least confidence that an item needs to enter the graph.

        >>> MappingOptions(profile="publish").threshold, MappingOptions(min_confidence=0.7).threshold
        (0.95, 0.7)
        """
        return THRESHOLDS[self.profile] if self.min_confidence is None else self.min_confidence
