"""Names of news media that the model missed or cut short ("The" of "The Independent reports that …")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pressgraph.language.entities.candidates import LONGEST, ORGANIZATION, Candidate, Finder
from pressgraph.language.entities.lexicon import Lexicon, name_key
from pressgraph.language.phrases import case_of, head_within


def with_outlets(doc: Doc, found: list[Candidate], finder: Finder) -> list[Candidate]:
    """The candidates with the outlets; one that is only a part of an outlet's name gives way to it."""
    owner: dict[int, Candidate] = {i: c for c in found for i in range(c.begin, c.end)}
    gone: set[int] = set()
    new: list[Candidate] = []
    for begin, end in _outlets(doc, finder):
        parts = {id(owner[i]): owner[i] for i in range(begin, end) if i in owner}
        if any(c.begin < begin or c.end > end or (c.begin, c.end) == (begin, end) for c in parts.values()):
            continue
        whole = doc[begin].text == "The" and any((c.begin, c.end) == (begin + 1, end) for c in parts.values())
        if whole and not _sourced(doc, begin, end, finder.lexicon):
            continue
        gone |= set(parts)
        new.append(finder.finish(doc, Candidate(begin, end, ORGANIZATION, 0.8)))
    return sorted([c for c in found if id(c) not in gone] + new, key=lambda c: c.begin)


def _outlets(doc: Doc, finder: Finder) -> Iterator[tuple[int, int]]:
    last = 0
    for token in doc:
        if token.i < last or not token.text[:1].isupper() or token.ent_type_ in ("Date", "Money"):
            continue
        end = _listed_end(doc, token.i, finder.outlets, finder.lexicon) or _article_end(doc, token, finder.lexicon)
        if end:
            yield token.i, end
            last = end


def _listed_end(doc: Doc, begin: int, listed: dict[str, set[tuple[str, ...]]], lexicon: Lexicon) -> int:
    """The end of a listed name; a single word that may mean something else must be a source of news."""
    start = begin + (doc[begin].text == "The")
    options = listed.get(doc[start].lower_, set()) if start < len(doc) else set()
    for words in sorted(options, key=lambda w: (-len(w), w)):
        end = start + len(words)
        span = doc[start:end]
        if len(span) < len(words) or tuple(t.lower_ for t in span) != words or not _capitals(span):
            continue
        article = start > begin or name_key(span.text) not in lexicon.articled
        sure = len(words) > 1 or (span.text.isupper() and len(span.text) > 2 and doc[start].pos_ == "PROPN")
        if (sure and not _continues(doc, end)) or (article and _sourced(doc, begin, end, lexicon)):
            return end
    return 0


def _capitals(span: Span) -> bool:
    return all(token.text[:1].isupper() or token.lower_ in ("of", "della", "the") for token in span)


def _continues(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[:1].isupper()


def _article_end(doc: Doc, token: Token, lexicon: Lexicon) -> int:
    """The end of an unlisted name with a capital "The" of its own, within a sentence, that is a source of news."""
    before = doc[token.i - 1] if token.i else None
    if token.text != "The" or token.is_sent_start or before is None or not before.text[-1:].isalnum():
        return 0
    end = token.i + 1
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[:1].isupper() and end - token.i < LONGEST:
        end += 1
    return end if end > token.i + 1 and _sourced(doc, token.i, end, lexicon) else 0


def _sourced(doc: Doc, begin: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the tokens are the subject of reporting, or the object of "according to"."""
    head = head_within(doc, begin, end)
    if head.dep_ == "nsubj" and head.head.lemma_.casefold() in lexicon.report_verbs:
        return True
    before = " ".join(t.lower_ for t in doc[max(0, begin - 2) : begin])
    phrase = case_of(head) in lexicon.report_phrases or any(
        before == p or before.endswith(" " + p) for p in lexicon.report_phrases
    )
    after = doc[end] if end < len(doc) else None
    reports = after is not None and after.pos_ == "VERB" and after.lemma_.casefold() in lexicon.report_verbs
    return phrase or reports
