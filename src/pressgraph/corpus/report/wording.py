"""What the report says in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BELOW = re.compile(r"confidence below ([0-9.]+)")

KINDS = {
    "mention": "names",
    "entity": "people, organisations, places and other things",
    "facts": "facts",
    "events": "events",
    "claims": "claims and quotations",
    "others": "others",
}

REASONS = {
    "in the headline, which leaves out who says so": (
        "It stands only in the headline. Headlines leave out who says so, and so the text decides."
    ),
    "its subject or object is no known entity": (
        "The text says it of somebody or something that could not be identified."
    ),
    "a name of which the text does not tell what it is": (
        "A name, but the text does not show whether it is a person, an organisation or a place."
    ),
    "no name is left of it without articles and titles": "Without “the”, “Mr” and the like no name is left.",
    "the field of an office, no organisation": (
        "What somebody is in charge of (“minister of trade”), not an organisation of that name."
    ),
    "a party and a state, no name": "A politician's party and state in brackets, not a name.",
    "an organisation": "The word is part of an organisation's name, not something that happened.",
    "a word that is only cited": "The word stands alone in quotation marks: it is talked about, and tells nothing.",
    "refers to an event told before": "It speaks again of an event that is in the graph already.",
    "a habit": "It tells what happens again and again, not something that happened.",
    "the simple present of a habit": "The present tense tells what usually happens, not something that happened.",
    "a kind of thing": "The word names a kind of event in general (“fire insurance”), not one that took place.",
    "any of its kind": "It speaks of any such event (“every strike”), not of one that took place.",
    "a turn of phrase": "A turn of phrase (“in celebration of”), not an event.",
    "no tense of telling": "Nothing in the sentence shows that it took place: no past, perfect or progressive tense.",
}
"""What the pipeline's reasons mean to a reader who has not written it."""


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "part"), count(12_000, "entity", "entities")
    ('1 part', '12,000 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence(totals: Mapping[str, Any], passed: int = 0) -> str:
    """The outcome in a sentence or three; ``passed`` files were passed over.

    >>> sentence({"documents": 20_000, "written": 19_987, "failed": 13, "skipped": 0})
    'Of 20,000 documents, 19,987 were written into the graph and 13 failed.'
    >>> sentence({"documents": 1, "written": 1, "failed": 0, "skipped": 1})
    'The only document was written into the graph; none failed. 1 other record of the input was skipped.'
    >>> sentence({"documents": 0, "written": 0, "failed": 0, "skipped": 0}, passed=3_000)
    'No document has been read. 3,000 files beside the input were passed over.'
    """
    told = _documents(totals["documents"], totals["written"], totals["failed"])
    if skipped := totals["skipped"]:
        told += f" {count(skipped, 'other record')} of the input {_were(skipped)} skipped."
    if passed:
        told += f" {count(passed, 'file')} beside the input {_were(passed)} passed over."
    return told


def _documents(documents: int, written: int, failed: int) -> str:
    if not documents:
        return "No document has been read."
    if not failed:
        which = "The only document was" if documents == 1 else f"All {documents:,} documents were"
        return f"{which} written into the graph; none failed."
    if not written:
        which = "The only document" if documents == 1 else f"All {documents:,} documents"
        return f"{which} failed; nothing was written into the graph."
    return f"Of {documents:,} documents, {written:,} {_were(written)} written into the graph and {failed:,} failed."


def kind(what: str) -> str:
    """What a candidate would have been, in words.

    >>> kind("schema:worksFor"), kind("pg:NewsEvent"), kind("mention")
    ('“works for”', 'news event', 'names')
    """
    prefix, colon, local = what.partition(":")
    if not colon or not re.fullmatch(r"[\w.-]*", prefix):
        return KINDS.get(what, what)
    words = _CAPITAL.sub(" ", local).lower()
    return words if local[:1].isupper() else f"“{words}”"


def explained(reason: str) -> str:
    """A reason for readers, "" where it has to speak for itself.

    >>> explained("confidence below 0.95")
    'Too uncertain: by the program’s own estimate it is right less than 95 times in 100.'
    """
    if match := _BELOW.fullmatch(reason):
        times = f"{float(match[1]) * 100:g} times in 100"
        return f"Too uncertain: by the program’s own estimate it is right less than {times}."
    return REASONS.get(reason, "")


def warnings(parts: Mapping[str, Any]) -> list[str]:
    """What a reader must know before believing the sums."""
    planned, present = parts["planned"], parts["present"]
    outdated, damaged = parts["outdated"]["parts"], len(parts["damaged"])
    told = []
    if present < planned:
        told.append(
            f"{present:,} of {count(planned, 'part')} {_are(present)} there: the job is not finished, and this page "
            "tells only of what is there. Run the same command again to go on."
        )
    if outdated:
        told.append(
            f"{count(outdated, 'part')} {_are(outdated)} of an earlier run with other settings, another model or "
            "other rules. Run the same command again to renew what is old."
        )
    if damaged:
        told.append(
            f"{count(damaged, 'part')} {_are(damaged)} damaged, so that some of the lists may be short: the end of "
            "this page says which. Run the same command again with --verify."
        )
    return told


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
