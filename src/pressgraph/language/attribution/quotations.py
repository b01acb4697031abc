"""Quotations: each outer one with its speaker, pieces of one utterance joined."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pressgraph.language.attribution.acts import refined
from pressgraph.language.attribution.cues import Cue, source_tokens
from pressgraph.language.attribution.drafts import Draft, called_on
from pressgraph.language.attribution.frames import addressee_of
from pressgraph.language.attribution.lexicon import Lexicon
from pressgraph.language.attribution.quoting import STOPS, Layout, Linker, Quoted
from pressgraph.language.attribution.ranges import below, content_spans, sentence
from pressgraph.language.attribution.sources import NOBODY, Source, Sources
from pressgraph.language.phrases import case_of

_SCARE = 4
"""A phrase of up to so many words in marks is no speech without a cue."""
_CONFIDENCE = {"cue": 0.95, "continued": 0.85, "colon": 0.7, "paragraph": 0.7, "report": 0.75, "open": 0.6}


class Quotations:
    """Drafts the quotations of a document; `used` tells afterwards which cues and quotes are spent."""

    def __init__(self, layout: Layout, cues: Sequence[Cue], sources: Sources, lexicon: Lexicon) -> None:
        self._layout, self._sources, self._lexicon = layout, sources, lexicon
        self._linker = Linker(layout, cues)
        self._said = {cue.token.i for cue in cues}
        self._by_place = {cue.token.i: cue for cue in cues if cue.token.pos_ == "VERB"}
        self.used: dict[int, Draft] = {}
        """Drafts by the place of their cue."""
        self.drafted: dict[int, Draft] = {}
        """Drafts by the number of their outer quotation."""

    def drafts(self) -> list[Draft]:
        """The quotations in order."""
        found: list[Draft] = []
        waiting: list[int] = []
        for place, quoted in enumerate(self._layout.outer):
            draft = self._spoken(place, quoted) or self._continued(place, quoted)
            if draft is None and quoted.apart and quoted.words:
                draft = self._introduced(quoted)
            if draft is None:
                waiting.append(place)
            else:
                self.drafted[place] = draft
        for place in reversed(waiting):
            draft = self._joined_to_next(place)
            if draft is not None:
                self.drafted[place] = draft
        for place in sorted(self.drafted):
            if all(self.drafted[place] is not draft for draft in found[-2:]):
                found.append(self.drafted[place])
        for draft in found:
            self._refine(draft)
        return found

    def _spoken(self, place: int, quoted: Quoted) -> Draft | None:
        """A quotation with a cue of its own; one whose cue is spent goes on with that utterance."""
        before = self._linker.before(quoted)
        after = self._linker.after(quoted) if before is None or before.token.i in self.used else None
        cue = after or before
        if cue is None:
            return None
        spent = self.used.get(cue.token.i)
        if spent is not None:
            return self._extend(spent, quoted) if self._adjoins(place, spent) else None
        rule = cue.quotes
        if rule is None:
            return None
        source = self._sources.resolve(self._linker.source(quoted, cue))
        draft = self._new(quoted, rule.act, f"rule:{rule.name}-quoted", "cue", source, cue=cue)
        if after is not None and not quoted.apart:
            self._begin_with_sentence(draft, quoted)
        target = addressee_of(cue, rule)
        draft.addressee = self._layout.doc._.register.at(target) if target is not None else None
        self.used[cue.token.i] = draft
        return draft

    def _new(self, quoted: Quoted, act: str, origin: str, how: str, source: Source, *, cue: Cue | None = None) -> Draft:
        confidence = _CONFIDENCE[how if source.entity else "open"]
        return Draft("quotation", list(quoted.quote.spans), quoted.tokens, act, origin, confidence, cue, source)

    def _begin_with_sentence(self, draft: Draft, quoted: Quoted) -> None:
        """A quotation that its speaker's sentence leads into (``It was "a hot day," he said``) is part of a claim."""
        begin = self._layout.sentence_start(quoted.tokens[0])
        spans = content_spans(self._layout.doc, [(begin, quoted.tokens[1])])
        if spans and begin < quoted.tokens[0]:
            draft.kind, draft.spans, draft.tokens = "claim", list(spans), (begin, quoted.tokens[1])

    @staticmethod
    def _extend(draft: Draft, quoted: Quoted) -> Draft:
        draft.spans.extend(quoted.quote.spans)
        draft.tokens = draft.tokens[0], quoted.tokens[1]
        return draft

    def _adjoins(self, place: int, draft: Draft) -> bool:
        """Whether the quotation before is of this draft, with nothing but its attribution in between."""
        if self.drafted.get(place - 1) is not draft:
            return False
        outer = self._layout.outer
        first, stop = outer[place - 1].tokens[1], outer[place].tokens[0]
        if draft.cue is None or not first <= draft.cue.token.i < stop:
            return not self._layout.between(first, stop)
        stops = sum(token.text in STOPS for token in self._layout.doc[first:stop])
        own = all(
            below(word, draft.cue.top) or below(word, draft.cue.token) for word in self._layout.between(first, stop)
        )
        return own or (stops == 1 and self._layout.doc[stop - 1].text in STOPS)

    def _continued(self, place: int, quoted: Quoted) -> Draft | None:
        """A quotation without cue after another of its paragraph: its speaker goes on, unless one is in between."""
        earlier = self.drafted.get(place - 1)
        if earlier is None or not quoted.apart or quoted.words < 1:
            return None
        before = self._layout.outer[place - 1]
        if before.paragraph != quoted.paragraph and self._layout.paragraph(before.quote.end - 1) != quoted.paragraph:
            return self._next_paragraph(quoted, earlier)
        if self._adjoins(place, earlier):
            return self._extend(earlier, quoted)
        words = self._layout.between(before.tokens[1], quoted.tokens[0])
        cue = earlier.cue.token.i if earlier.cue else -1
        if quoted.words <= _SCARE or any(word.i in self._said and word.i != cue for word in words):
            return None
        return self._new(quoted, "pg:Assertion", "rule:quote-continued", "continued", earlier.source)

    def _next_paragraph(self, quoted: Quoted, earlier: Draft) -> Draft | None:
        """A paragraph that is nothing but a quotation goes on with the speaker whose quotation ended the last one."""
        layout = self._layout
        before = layout.outer[layout.quote_at[earlier.tokens[1] - 1]]
        follows = layout.paragraph(before.quote.end - 1) == quoted.paragraph - 1
        if not (follows and self._fills_paragraph(quoted)) or quoted.words <= _SCARE:
            return None
        return self._new(quoted, "pg:Assertion", "rule:quote-next-paragraph", "paragraph", earlier.source)

    def _fills_paragraph(self, quoted: Quoted) -> bool:
        starts, text = self._layout.starts, self._layout.text
        number = self._layout.paragraph(quoted.quote.end - 1)
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        around = text[starts[quoted.paragraph] : quoted.quote.begin] + text[quoted.quote.end : end]
        return not any(character.isalnum() for character in around)

    def _introduced(self, quoted: Quoted) -> Draft | None:
        """A quotation after a colon belongs to the one person or body that acts before it; else it stays open."""
        last = self._layout.word_before(quoted.tokens[0])
        if last is not None and last.text == ":":
            actor = _actor(last)
            source = self._sources.resolve([actor]) if actor is not None else NOBODY
            if source.entity is not None:
                return self._new(quoted, "pg:Assertion", "rule:quote-colon", "colon", source)
        return None

    def _joined_to_next(self, place: int) -> Draft | None:
        """``"Yes." "No," he said.``: a quotation right before that of a known speaker; else a sentence stays open."""
        quoted = self._layout.outer[place]
        following = self.drafted.get(place + 1)
        if following is not None and quoted.apart and quoted.words:
            after = self._layout.outer[place + 1]
            gap = self._layout.text[quoted.quote.end : after.quote.begin]
            if not gap.strip() and after.paragraph == quoted.paragraph:
                following.spans[:0] = quoted.quote.spans
                following.tokens = quoted.tokens[0], following.tokens[1]
                return following
        source = self._last_speaker(quoted) if quoted.apart and quoted.words > _SCARE else NOBODY
        if source.entity is not None:
            return self._new(quoted, "pg:Assertion", "rule:quote-after-report", "report", source)
        ends = self._layout.text[quoted.quote.spans[-1].end - 1]
        if quoted.apart and quoted.words > _SCARE and ends in ".!?…,":
            return self._new(quoted, "pg:Assertion", "rule:quote-open", "open", NOBODY)
        return None

    def _last_speaker(self, quoted: Quoted) -> Source:
        """Who speaks in the sentence right before, in the same paragraph, if the quotation stands by itself."""
        layout = self._layout
        last = layout.word_before(quoted.tokens[0])
        if last is None or last.text not in {".", "!", "?"} or layout.paragraph(last.idx) != quoted.paragraph:
            return NOBODY
        begin, end = sentence(last)
        root = next(token for token in self._layout.doc[begin:end] if token.head.i == token.i or token.i == end - 1)
        cue = self._by_place.get(root.i)
        if cue is None or cue.passive or layout.quote_at[root.i] >= 0 or end > quoted.tokens[0] + 1:
            return NOBODY
        return self._sources.resolve([t for t in source_tokens(cue) if layout.quote_at[t.i] < 0])

    def _refine(self, draft: Draft) -> None:
        doc = self._layout.doc
        draft.act = refined(draft.act, draft.tokens, doc[0], self._lexicon)
        called = called_on(doc, draft.tokens, self._lexicon)
        draft.addressee = draft.addressee or (called if called != draft.source.entity else None)


def _actor(last: Token) -> Token | None:
    """The name right before a colon, or the subject of the clause before it if that names a person or body."""
    before = last.doc[last.i - 1] if last.i else last
    if before.ent_type_ in ("Person", "Organization"):
        return before if case_of(before) in ("", "from", "by") else None
    node = last
    for _ in range(30):
        if node.head.i == node.i:
            break
        node = node.head
        for child in node.children:
            if child.dep_ == "nsubj" and child.i < last.i and child.ent_type_ in ("Person", "Organization"):
                return child
    return None
