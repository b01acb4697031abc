"""Names that the model did not find: handles, acronyms in brackets, countries, datelines, repeats of known names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from pressgraph.language.entities.candidates import ORGANIZATION, PERSON, PLACE, Candidate, Finder
from pressgraph.language.entities.outlets import with_outlets

HANDLE = re.compile(r"@\w{2,}$")
_ACRONYM = re.compile(r"[A-Z][A-Z&.\-]{1,8}$")


def covered(candidates: list[Candidate], size: int) -> bytearray:
    """A flag for each token that belongs to a candidate."""
    flags = bytearray(size)
    for candidate in candidates:
        flags[candidate.begin : candidate.end] = b"\x01" * (candidate.end - candidate.begin)
    return flags


def add_missing(doc: Doc, found: list[Candidate], finder: Finder) -> list[Candidate]:
    """The candidates together with those that the model did not find, in the order of the text."""
    handles = [_handle(doc, *place) for place in _handles(doc)]
    taken = covered(handles, len(doc))
    result = handles + [c for c in found if not any(taken[c.begin : c.end])]
    result = with_outlets(doc, result, finder)
    for more in (_acronyms, _places, _repeats):
        flags = covered(result, len(doc))
        result += [finder.finish(doc, c) for c in more(doc, result, flags, finder)]
    return sorted(result, key=lambda c: c.begin)


def _handles(doc: Doc) -> Iterator[tuple[int, int]]:
    for token in doc:
        text = token.text
        if not text.startswith("@"):
            continue
        if HANDLE.match(text):
            yield token.i, token.i + 1
        elif text == "@" and token.i + 1 < len(doc) and HANDLE.match(doc[token.i : token.i + 2].text):
            address = token.i > 0 and not doc[token.i - 1].whitespace_ and doc[token.i - 1].text[-1:].isalnum()
            if not address:
                yield token.i, token.i + 2


def _handle(doc: Doc, begin: int, end: int) -> Candidate:
    text = doc[begin:end].text
    return Candidate(begin, end, PERSON, 0.95, handle=True, words=(text,), key=text.casefold())


def _acronyms(doc: Doc, found: list[Candidate], flags: bytearray, finder: Finder) -> Iterator[Candidate]:  # noqa: ARG001
    """ "International Criminal Court (ICC)"."""
    for name in found:
        i = name.end
        if name.family != ORGANIZATION or i + 2 >= len(doc) or doc[i].text != "(" or doc[i + 2].text != ")":
            continue
        if not flags[i + 1] and _ACRONYM.match(doc[i + 1].text):
            yield Candidate(i + 1, i + 2, ORGANIZATION, name.probability)


def _places(doc: Doc, found: list[Candidate], flags: bytearray, finder: Finder) -> Iterator[Candidate]:  # noqa: ARG001
    """Names of countries, and the place that a dateline begins with."""
    article = doc._.article
    dateline = article.dateline_span if article is not None else None
    for token in doc:
        if flags[token.i] or token.pos_ != "PROPN" or token.ent_type_:
            continue
        if token.text.casefold() in finder.lexicon.countries and finder.lexicon.country(token.text):
            yield Candidate(token.i, token.i + 1, PLACE, 0.6)
        elif dateline is not None and token.idx == dateline.begin and token.text.isalpha():
            yield Candidate(token.i, token.i + 1, PLACE, 0.8)


def _repeats(doc: Doc, found: list[Candidate], flags: bytearray, finder: Finder) -> Iterator[Candidate]:  # noqa: ARG001
    """A further mention of a name, word for word, where the model found only the other ones."""
    known: dict[str, dict[tuple[str, ...], Candidate]] = {}
    for candidate in found:
        if candidate.family in (PERSON, ORGANIZATION, PLACE) and not candidate.handle and candidate.probability >= 0.5:
            texts = tuple(token.text for token in doc[candidate.begin : candidate.end])
            if len(texts[0]) > 2 and texts[0][0].isupper() and len(texts) <= 8:
                known.setdefault(texts[0], {}).setdefault(texts, candidate)
    last = 0
    for token in doc:
        if token.i < last or flags[token.i] or token.pos_ != "PROPN" or token.text not in known:
            continue
        for texts, candidate in sorted(known[token.text].items(), key=lambda item: -len(item[0])):
            last = token.i + len(texts)
            same = last <= len(doc) and tuple(t.text for t in doc[token.i : last]) == texts
            if same and not any(flags[token.i : last]) and (last == len(doc) or doc[last].pos_ != "PROPN"):
                yield Candidate(token.i, last, candidate.family, 0.6)
                break
