"""What the model's attributions add to the rules': sources of speech without one, and claims of unlisted cues.

The model (`pressgraph.language.attribution.parts`) marks who says what in words that no list foresees; the rules
know grammar, marks and speech acts. Where both see the same content, the rules' claim stays.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from pressgraph.annotations import Span
from pressgraph.language.attribution.cues import Cue, is_said, source_tokens
from pressgraph.language.attribution.drafts import Draft
from pressgraph.language.attribution.lexicon import Lexicon
from pressgraph.language.attribution.quoting import Layout
from pressgraph.language.attribution.ranges import Range, content_spans
from pressgraph.language.attribution.sources import NOBODY, Source, Sources
from pressgraph.language.features import feature
from pressgraph.language.found import FoundAttribution
from pressgraph.language.phrases import head_within

_SOURCE = 0.5
"""How likely an attribution must be to lend its source to a claim of the rules."""

_BESIDE = 60
"""How many characters a source may be from its cue, or from the content."""

_CLAIM = 0.65
"""How likely an attribution must be to become a claim by itself."""


class Learned:
    """The model's attributions of one document."""

    def __init__(self, layout: Layout, sources: Sources, lexicon: Lexicon) -> None:
        self._doc, self._layout = layout.doc, layout
        self._text: str = layout.doc.text
        self._sources, self._lexicon = sources, lexicon
        article = layout.doc._.article
        self._headline: Span | None = article.headline_span if article is not None else None
        self._found: tuple[FoundAttribution, ...] = layout.doc._.attributions
        self._contents = sorted((span, number) for number, found in enumerate(self._found) for span in found.content)

    def supply(self, drafts: Sequence[Draft]) -> None:
        """Gives drafts that nobody says the source of the attribution that has their content, but not their cue too."""
        for draft in drafts:
            if draft.source.entity is not None or draft.source.span is not None:
                continue
            if draft.cue is not None and draft.cue.token.pos_ == "NOUN":
                continue  # who "pointed to reports that …" does not report it
            best = max(
                self._overlapping(draft.spans), key=lambda found: _shared(found.content, draft.spans), default=None
            )
            if best is None or best.probability < _SOURCE or not best.source:
                continue
            if _shared(best.content, draft.spans) * 2 < _size(draft.spans) or not self._near(best):
                continue
            if draft.cue is not None and any(span.covers(draft.cue.span) for span in best.content):
                continue
            source = self._sources.resolve([self._head(best.source[0])])
            if source.entity is not None:
                draft.source = source
                draft.confidence = round(min(draft.confidence, best.probability), 3)

    def _overlapping(self, spans: Sequence[Span]) -> list[FoundAttribution]:
        """The attributions whose contents, which never overlap each other, share characters with the spans."""
        numbers: set[int] = set()
        for span in spans:
            place = bisect.bisect_left(self._contents, span.begin, key=lambda content: content[0].end)
            while place < len(self._contents) and self._contents[place][0].begin < span.end:
                numbers.add(self._contents[place][1])
                place += 1
        return [self._found[number] for number in sorted(numbers)]

    def missing(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Drafts of attributions whose content and cue the rules have not seen."""
        taken = sorted(span for draft in drafts for span in draft.spans)
        cues = {draft.cue.token.i for draft in drafts if draft.cue is not None}
        found = []
        for attribution in self._found:
            if attribution.probability < _CLAIM or not (attribution.source and attribution.content):
                continue
            if not self._near(attribution):
                continue
            if _shared(attribution.content, taken) * 4 > _size(attribution.content):
                continue
            draft = self._draft(attribution, cues)
            if draft is not None:
                found.append(draft)
        return found

    def _near(self, attribution: FoundAttribution) -> bool:
        """Whether source, cue and content stand together: in one paragraph, the source beside the cue or content."""
        parts = sorted((*attribution.source, *attribution.cue, *attribution.content))
        if "\n" in self._text[parts[0].begin : parts[-1].end]:
            return False
        source, others = attribution.source[0], (*attribution.cue, *attribution.content)
        return any(max(source.begin - o.end, o.begin - source.end) <= _BESIDE for o in others)

    def _draft(self, attribution: FoundAttribution, cues: set[int]) -> Draft | None:
        if self._headline is not None and self._headline.covers(attribution.content[0]):
            return None
        first, last = self._tokens(attribution.cue[0])
        cue = Cue(head_within(self._doc, first, last), last - 1, ())
        if cue.token.i in cues or not self._said(cue.token) or self._layout.quote_at[cue.token.i] >= 0:
            return None
        ranges = [self._tokens(span) for span in attribution.content]
        source = self._source(attribution, cue)
        spans = content_spans(self._doc, ranges)
        if source.entity is None or not spans or not self._states(ranges) or self._speaks_itself(attribution):
            return None
        tokens = ranges[0][0], ranges[-1][1]
        quoted = {self._layout.quote_at[t.i] for b, e in ranges for t in self._doc[b:e] if not t.is_punct}
        kind = "quotation" if len(quoted) == 1 and -1 not in quoted else "claim"
        draft = Draft(kind, list(spans), tokens, "pg:Assertion", "model:attribution", round(attribution.probability, 3))
        told = self._lexicon.has("hearing", cue.token.lemma_.lower())
        draft.cue, draft.source = replace(cue, passive=told), NOBODY if told else source
        return draft

    def _source(self, attribution: FoundAttribution, cue: Cue) -> Source:
        """The model's source; where it stands in another sentence than the cue, rather the cue's own subject."""
        head = self._head(attribution.source[0])
        subject = source_tokens(cue) if head.sent.start != cue.token.sent.start else []
        found = self._sources.resolve(subject) if subject else None
        return found if found is not None and found.entity is not None else self._sources.resolve([head])

    def _states(self, ranges: Sequence[Range]) -> bool:
        """Whether the content says something: it is quoted, or has a predicate; a thing ("the plan") is no claim."""
        tokens = [token for begin, end in ranges for token in self._doc[begin:end]]
        if any(self._layout.quote_at[token.i] >= 0 for token in tokens):
            return True
        return any(t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "acl", "acl:relcl", "compound") for t in tokens)

    def _said(self, token: Token) -> bool:
        if self._lexicon.has("silent", token.lemma_.lower()):
            return False
        return token.pos_ not in ("VERB", "AUX") or is_said(token, self._lexicon)

    def _tokens(self, span: Span) -> Range:
        found = self._doc.char_span(span.begin, span.end, alignment_mode="expand")
        assert found is not None
        return found.start, found.end

    def _head(self, span: Span) -> Token:
        begin, end = self._tokens(span)
        return head_within(self._doc, begin, end)

    def _speaks_itself(self, attribution: FoundAttribution) -> bool:
        begin, end = self._tokens(attribution.source[0])
        own = (t for t in self._doc[begin:end] if t.pos_ == "PRON")
        return any({"1", "2"} & set(feature(t, "Person")) for t in own)


def _size(spans: Sequence[Span]) -> int:
    return sum(span.end - span.begin for span in spans)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many characters two lists of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.begin, b.begin)) for a in one for b in other)
