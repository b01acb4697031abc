"""Reported speech: claims whose content is a clause or phrase of the text's own wording."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from pressgraph.annotations import Span
from pressgraph.language.attribution.cues import Cue, source_tokens
from pressgraph.language.attribution.drafts import Draft
from pressgraph.language.attribution.frames import Frame, Frames, governing_clause, trailing
from pressgraph.language.attribution.lexicon import Lexicon
from pressgraph.language.attribution.quotations import Quotations
from pressgraph.language.attribution.quoting import Layout
from pressgraph.language.attribution.ranges import Range, content_spans, extent, without
from pressgraph.language.attribution.sources import Source, Sources
from pressgraph.language.features import feature

_NOMINAL = "-noun"


class Reported:
    """Drafts the reported claims of a document, given its quotations."""

    def __init__(self, layout: Layout, quotations: Quotations, sources: Sources, lexicon: Lexicon) -> None:
        self._layout, self._quotations, self._sources = layout, quotations, sources
        self._frames = Frames(lexicon)
        self._trailing: list[Range] = []

    def drafts(self, cues: Sequence[Cue]) -> list[Draft]:
        """One draft for each cue with a content, in the order of the cues."""
        self._trailing = [extent(c.source) for c in cues if c.source is not None and trailing(c.source)]
        found = []
        seen: set[tuple[Span, ...]] = set()
        for cue in cues:
            draft = self._draft(cue)
            if draft is not None and tuple(draft.spans) not in seen:
                seen.add(tuple(draft.spans))
                found.append(draft)
        return found

    def _draft(self, cue: Cue) -> Draft | None:
        frame = self._phrase(cue) if cue.source is not None else self._frames.of(cue)
        if frame is None or not frame.ranges:
            return None
        place = self._layout.quote_at[cue.token.i]
        frame = replace(frame, ranges=self._without_phrases(frame.ranges)) if cue.source is None else frame
        ranges = self._clipped(frame.ranges, place) if place >= 0 else self._widened(frame.ranges)
        if not ranges or (place < 0 and self._is_quotation(cue, ranges)):
            return None
        if frame.label is not None and place < 0:
            named = self._named(cue, frame, frame.label)
            if named is not None:
                return named
        spans = content_spans(self._layout.doc, ranges)
        source = self._source(cue)
        if not spans or not self._worth(cue, frame, source, place >= 0):
            return None
        whole = self._verbatim(ranges)
        if whole is not None:
            quoted = self._layout.outer[whole]
            draft = self._new(cue, frame, list(quoted.quote.spans), quoted.tokens, source, kind="quotation")
            return self._quotations.drafted.setdefault(whole, draft)
        return self._new(cue, frame, list(spans), (ranges[0][0], ranges[-1][1]), source)

    def _new(
        self, cue: Cue, frame: Frame, spans: list[Span], tokens: Range, source: Source, *, kind: str = "claim"
    ) -> Draft:
        draft = Draft(kind, spans, tokens, frame.rule.act, f"rule:{frame.rule.name}", 0.9 if source.entity else 0.7)
        draft.cue, draft.source = cue, source
        if frame.addressee is not None:
            draft.addressee = self._layout.doc._.register.at(frame.addressee)
        return draft

    def _phrase(self, cue: Cue) -> Frame | None:
        """The clause that a phrase such as "according to X" stands in."""
        source = cue.source
        if source is None or cue.token.i in self._quotations.used:
            return None
        clause = governing_clause(source)
        if clause.i == source.i:
            return None
        begin = min(cue.token.i, source.left_edge.i)
        return Frame(without(extent(clause), [(begin, extent(source)[1])]), cue.rules[0])

    def _source(self, cue: Cue) -> Source:
        if cue.token.pos_ == "NOUN" and cue.source is None:
            return self._sources.of_noun(cue)
        return self._sources.resolve(source_tokens(cue))

    def _worth(self, cue: Cue, frame: Frame, source: Source, quoted: bool) -> bool:
        """Whether a claim without a known source, or inside a quotation, tells who says what at all."""
        if quoted:
            return source.entity is not None and not self._is_speaker(cue, source)
        if source.entity is not None:
            return True
        tokens = source_tokens(cue)
        if any(_speaks_itself(token) for token in tokens):
            return False
        if cue.token.pos_ == "NOUN" and not frame.clausal:
            return False
        return cue.source is not None or "clause" in frame.rule.content or "passive-infinitive" in frame.rule.content

    def _is_speaker(self, cue: Cue, source: Source) -> bool:
        """Whether the source of an inner claim is the speaker of the quotation, who merely says "I think"."""
        if any(_speaks_itself(token) for token in source_tokens(cue)):
            return True
        outer = self._quotations.drafted.get(self._layout.quote_at[cue.token.i])
        return outer is None or outer.source.entity == source.entity

    def _without_phrases(self, ranges: Sequence[Range]) -> list[Range]:
        """Ranges that end before a phrase that names the source of the whole sentence ("…, according to X")."""
        begin, stop = ranges[-1]
        place = bisect_left(self._trailing, (stop, stop)) - 1
        if place >= 0 and begin < self._trailing[place][0] and self._trailing[place][1] == stop:
            stop = self._trailing[place][0]
        return [*ranges[:-1], (begin, stop)]

    def _clipped(self, ranges: Sequence[Range], place: int) -> list[Range]:
        """Ranges within the marks of the quotation that the cue stands in."""
        begin, end = self._layout.outer[place].tokens
        return [(max(b, begin), min(e, end)) for b, e in ranges if max(b, begin) < min(e, end)]

    def _widened(self, ranges: Sequence[Range]) -> list[Range]:
        """Ranges of which the last reaches to the end of a quotation that it breaks off in."""
        result = list(ranges)
        begin, stop = result[-1]
        place = self._layout.quote_at[stop - 1]
        if place >= 0 and place not in self._quotations.drafted:
            quoted = self._layout.outer[place]
            if quoted.tokens[0] > begin:
                result[-1] = begin, max(stop, quoted.tokens[1])
        return result

    def _is_quotation(self, cue: Cue, ranges: Sequence[Range]) -> bool:
        """Whether the content is a quotation that is drafted already, in whole or in part."""
        used = self._quotations.used.get(cue.token.i)
        if used is not None and used.kind == "claim" and _within(ranges, used.tokens):
            return True
        for begin, end in ranges:
            for place in (self._layout.quote_at[begin], self._layout.quote_at[end - 1]):
                draft = self._quotations.drafted.get(place)
                if draft is None:
                    continue
                inside = begin <= self._layout.outer[place].tokens[0] and self._layout.outer[place].tokens[1] <= end
                if draft is used or not inside:
                    return True
        return False

    def _verbatim(self, ranges: Sequence[Range]) -> int | None:
        """The quotation not drafted yet that a content consists of, marks and "that" aside; else None."""
        doc, at = self._layout.doc, self._layout.quote_at
        words = [t for b, e in ranges for t in doc[b:e] if not (t.is_punct or t.is_space or t.dep_ == "mark")]
        places = {at[t.i] for t in words}
        if len(places) != 1 or -1 in places or places & self._quotations.drafted.keys():
            return None
        place = places.pop()
        begin, end = self._layout.outer[place].tokens
        return place if begin <= ranges[0][1] and not begin <= ranges[0][0] - 1 < end else None

    def _named(self, cue: Cue, frame: Frame, label: Range) -> Draft | None:
        """A quotation of the very words that something is called (``called it "a mess"``)."""
        doc = self._layout.doc
        for token in doc[label[0] : label[1]]:
            place = self._layout.quote_at[token.i]
            if place < 0 or place in self._quotations.drafted:
                continue
            quoted = self._layout.outer[place]
            outside = [t for t in doc[label[0] : label[1]] if self._layout.quote_at[t.i] < 0 and _is_word(t)]
            if len(outside) > 1 or not quoted.quote.spans:
                return None
            source = self._source(cue)
            if source.entity is None and source.span is None:
                return None
            draft = self._new(cue, frame, list(quoted.quote.spans), quoted.tokens, source, kind="quotation")
            self._quotations.drafted[place] = draft
            return draft
        return None


def _within(ranges: Sequence[Range], whole: Range) -> bool:
    return whole[0] <= ranges[0][0] and ranges[-1][1] <= whole[1]


def _is_word(token: Token) -> bool:
    return not (token.is_punct or token.is_space or token.dep_ in ("det", "case"))


def _speaks_itself(token: Token) -> bool:
    """Whether a source is the first or second person ("I think", "you know")."""
    return token.pos_ == "PRON" and bool({"1", "2"} & set(feature(token, "Person")))
