"""Targets: quotation marks in raw text, and attribution over trees that no parser would make."""

from __future__ import annotations

import itertools
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Claim
from pressgraph.language.attribution.component import AttributionComponent, create_attribution
from pressgraph.language.attribution.marks import find_marks
from pressgraph.language.attribution.quotes import Quote, scan
from pressgraph.language.extensions import register_extensions
from pressgraph.language.paragraphs import breaks
from pressgraph.reading import normalise
from tests.fuzz.draws import Draws
from tests.language.attribution.build import registered

PIECES = (
    '"', "“", "”", "'", "‘", "’", "«", "»", "„", "``", "''", "‹", "›", "\n", "\n\n", ",", ".", ":", "—", "?", "!", "(",
    ")", "said", "says", "told", "that", "he", "she", "Moreau", "Berg", "Reuters", "Oslo", "according to", "denied",
    "asked", "whether", "we", "will", "the", "plan", "5'", '6"', "it's", "ministers'", "'90s", "[...]", "added",
    "I", "wrote", "in", "by", "spokesman", "who", "and", "storm", "@berg", "not", "reported", "announced", "Kenya",
)  # fmt: skip
_TAGS = ("NN", "NNP", "NNS", "PRP", "VBD", "VBZ", "VBG", "VBN", "VB", "JJ", "RB", "IN", "TO", "POS", "DT", "CC", "MD",
         "WP", ".", ",", "``", "''", "_SP")  # fmt: skip
_LABELS = ("nsubj", "obj", "ccomp", "xcomp", "parataxis", "advcl", "acl", "acl:relcl", "obl", "obl:agent", "case",
           "mark", "conj", "cc", "appos", "nmod", "nmod:poss", "amod", "det", "punct", "aux", "aux:pass", "cop",
           "nsubj:pass", "iobj", "flat", "compound", "dep", "advmod", "csubj", "discourse", "vocative",
           "root")  # fmt: skip
_MOST_WORDS = 60


def marks(data: bytes) -> None:
    """Quotation marks: the scanner's spans lie in the text, in order, nested or apart."""
    draws = Draws(data)
    text = normalise(draws.phrase(PIECES, 400) if draws.flag() else draws.rest().decode("utf-8", "replace"))
    starts = breaks(text)
    assert all(0 < a < b < len(text) for a, b in itertools.pairwise([*starts, len(text)][: len(starts)]))
    found = find_marks(text, 0, len(text))
    assert all(a.end <= b.begin for a, b in itertools.pairwise(found))
    quotes = scan(text, starts)
    for quote in quotes:
        _is_sound(quote, text)
    open_until: list[int] = []
    for quote in quotes:
        while open_until and open_until[-1] <= quote.begin:
            open_until.pop()
        assert not open_until or quote.end <= open_until[-1], "quotations cross"
        assert (quote.depth == 0) == (not open_until), "an inner quotation counts as an outer one, or the reverse"
        open_until.append(quote.end)


def _is_sound(quote: Quote, text: str) -> None:
    assert 0 <= quote.begin < quote.end <= len(text)
    assert 0 <= quote.depth < 8
    assert quote.spans
    place = quote.begin
    for span in quote.spans:
        assert place <= span.begin < span.end <= quote.end
        assert span.of(text) == span.of(text).strip()
        place = span.end


def attribution(data: bytes) -> None:
    """Claims over any tree: their spans lie in the text, what they refer to is there."""
    draws = Draws(data)
    doc = _tree(draws)
    if not doc.text.strip():
        return
    doc = _component()(registered(doc, {"he": "Berg", "she": "Moreau"}))
    claims: tuple[Claim, ...] = doc._.claims
    ids = [claim.id for claim in claims]
    assert len(ids) == len(set(ids))
    entities = {entity.id for entity in doc._.register.entities()} if claims else set()
    for claim in claims:
        assert claim.author is None or claim.author in entities
        assert claim.addressee is None or claim.addressee in entities
        assert set(claim.reports) <= set(ids) - {claim.id}
        assert 0 <= claim.confidence <= 1
        assert claim.content
        for span in (*claim.content, claim.cue, claim.author_span):
            assert span is None or (0 <= span.begin < span.end <= len(doc.text) and span.of(doc.text).strip())
        assert all(a.end <= b.begin for a, b in itertools.pairwise(claim.content))


def _tree(draws: Draws) -> Doc:
    """Words with any tags and labels; each depends on an earlier one or on none, or all are turned around."""
    words: list[str] = []
    while draws.left > 4 and len(words) < _MOST_WORDS:
        words += draws.of(PIECES).split(" ")
    text = [word for word in words if word]
    count = len(text)
    heads = [0 if i == 0 else i - 1 - draws.number(0, min(i - 1, 7)) for i in range(count)]
    heads = [i if draws.byte() < 16 else head for i, head in enumerate(heads)]
    if draws.flag():
        heads = [count - 1 - heads[count - 1 - i] for i in range(count)]
    tags = [draws.of(_TAGS) for _ in text]
    return Doc(
        _nlp().vocab,
        words=text,
        spaces=[draws.flag() for _ in text],
        lemmas=[{"said": "say", "says": "say", "told": "tell"}.get(word, word.removesuffix("ed")) for word in text],
        tags=tags,
        pos=[_coarse(tag) for tag in tags],
        deps=["ROOT" if heads[i] == i else draws.of(_LABELS) for i in range(count)],
        heads=heads,
    )


def _coarse(tag: str) -> str:
    known = {"NNP": "PROPN", "PRP": "PRON", "JJ": "ADJ", "RB": "ADV", "IN": "ADP", "_SP": "SPACE", "MD": "AUX"}
    return known.get(tag) or ("NOUN" if tag.startswith("N") else "VERB" if tag.startswith("V") else "PUNCT")


@cache
def _nlp() -> Language:
    register_extensions()
    return spacy.blank("en")


@cache
def _component() -> AttributionComponent:
    return create_attribution(_nlp(), "attribution", ())
