"""From quotations to their cues: which word announces what stands between the marks."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pressgraph.language.attribution.cues import Cue, source_tokens
from pressgraph.language.attribution.quotes import Quote
from pressgraph.language.attribution.ranges import Range, below

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
_PHRASE = 12
"""How many words the phrase of a speaker may have up to its head."""
_REACH = 45
"""How many words before a quotation, or after it, its cue may stand."""
STOPS = frozenset({".", "!", "?", "…", ";"})
_NAMES = ("Person", "Organization")
_SUBORDINATE = frozenset({"acl:relcl", "acl", "amod", "advcl:relcl"})
_SPEECH_ENDS = frozenset(".,!?…—–-")


@dataclass(frozen=True, slots=True)
class Quoted:
    """An outer quotation with its tokens (marks included) and where it stands.

    ``apart`` holds where it is set off like speech (after a stop, colon or comma, or at a paragraph's
    beginning), ``full`` where it ends like a sentence.
    """

    quote: Quote
    tokens: Range
    paragraph: int
    apart: bool
    full: bool
    words: int


class Layout:
    """Where quotations, paragraphs and words stand in a document; marks count as inside."""

    def __init__(self, doc: Doc, quotes: Sequence[Quote], starts: Sequence[int]) -> None:
        self.doc, self.text = doc, doc.text  # a Doc joins its text anew each time that it is asked
        self.starts = sorted({0, *starts})
        self._offsets = [token.idx for token in doc]
        self.outer = [self._quoted(quote) for quote in quotes if quote.depth == 0]
        self.quote_at = [-1] * len(doc)
        for place, quoted in enumerate(self.outer):
            begin, end = quoted.tokens
            self.quote_at[begin:end] = [place] * (end - begin)

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that a character stands in."""
        return bisect.bisect_right(self.starts, offset) - 1

    def tokens(self, begin: int, end: int) -> Range:
        """The tokens that begin among the characters from ``begin`` to ``end``."""
        return bisect.bisect_left(self._offsets, begin), bisect.bisect_left(self._offsets, end)

    def _quoted(self, quote: Quote) -> Quoted:
        tokens = self.tokens(quote.begin, quote.end)
        text = self.text
        before = text[max(0, quote.begin - 60) : quote.begin]
        set_off = "\n" in before[len(before.rstrip()) :] or (before.rstrip()[-1:] or ".") in ".:,;!?…)—–”\"’»'"
        after = text[quote.end : quote.end + 1]
        ends = text[quote.spans[-1].end - 1] in _SPEECH_ENDS or after in {",", "."}
        words = sum(not (t.is_punct or t.is_space) for t in self.doc[slice(*tokens)])
        return Quoted(quote, tokens, self.paragraph(quote.begin), set_off, ends, words)

    def word_before(self, place: int) -> Token | None:
        """The nearest token before a place that is no white space."""
        while place > 0:
            place -= 1
            if not self.doc[place].is_space:
                return self.doc[place]
        return None

    def sentence_start(self, place: int) -> int:
        """Where the words begin that lead up to a place: after a stop, a line's end or another quotation."""
        start = place
        while start > 0 and place - start < _REACH:
            token = self.doc[start - 1]
            if token.text in STOPS or self.quote_at[start - 1] >= 0 or (token.is_space and "\n" in token.text):
                break
            start -= 1
        return start

    def between(self, first: int, stop: int) -> list[Token]:
        """The words from ``first`` to ``stop`` outside quotations."""
        return [t for t in self.doc[first:stop] if not (t.is_punct or t.is_space) and self.quote_at[t.i] < 0]


class Linker:
    """Finds the cue of each outer quotation."""

    def __init__(self, layout: Layout, cues: Sequence[Cue]) -> None:
        self.layout = layout
        self._cues = {
            cue.token.i: cue
            for cue in cues
            if cue.quotes is not None and layout.quote_at[cue.token.i] < 0 and not _is_spoken_to(cue)
        }

    def after(self, quoted: Quoted) -> Cue | None:
        """``"…," Smith said`` and ``"…," said Smith``: a cue whose own words alone stand between it and the marks."""
        layout, doc = self.layout, self.layout.doc
        begin, subordinate = quoted.tokens[1], None
        for place in range(begin, min(begin + _REACH, len(doc))):
            token = doc[place]
            if token.text in STOPS or layout.quote_at[place] >= 0 or self._next_paragraph(token, quoted):
                break
            cue = self._cues.get(place)
            if cue is not None and self._belongs(quoted, cue):
                if cue.token.dep_ not in _SUBORDINATE:
                    return cue
                subordinate = subordinate or cue
        return subordinate

    def _next_paragraph(self, token: Token, quoted: Quoted) -> bool:
        return self.layout.paragraph(token.idx) != self.layout.paragraph(quoted.quote.end - 1)

    def _belongs(self, quoted: Quoted, cue: Cue) -> bool:
        """Whether a cue after the marks announces what they hold; a comma, or the cue right there, makes it plain."""
        token, words = cue.token, self.layout.between(quoted.tokens[1], cue.token.i)
        if words and (words[0].dep_ in ("cc", "mark") or words[0].pos_ in ("CCONJ", "VERB", "AUX")):
            return False
        last = self.layout.text[quoted.quote.spans[-1].end - 1]
        comma = last in ",—–-" or self.layout.doc[quoted.tokens[1]].text == ","
        own = any(c.dep_ in ("ccomp", "xcomp") and self._outside(c, token) for c in token.children)
        if comma and quoted.words > 1 and (quoted.apart or quoted.words > 4):
            return True
        if own or not all(below(word, cue.top) for word in words):
            return False
        if not quoted.full:
            return self.hangs_on(quoted, cue) and quoted.words > 4
        if last not in ".!?…":
            return True
        new = last == "." and any(c.dep_ == "obj" and c.i > token.i for c in token.children)
        return not new and not self._followed_by_quote(cue)

    def _outside(self, clause: Token, cue: Token) -> bool:
        """Whether a clause after the cue is in part outside of quotations."""
        begin = clause.left_edge.i
        return clause.i > cue.i and (
            self.layout.quote_at[clause.i] < 0 or (begin > cue.i and self.layout.quote_at[begin] < 0)
        )

    def _followed_by_quote(self, cue: Cue) -> bool:
        """Whether the cue leads to a quotation after it (``"…." Jones added: "…"``)."""
        layout = self.layout
        for place in range(cue.last + 1, min(cue.last + _REACH, len(layout.doc))):
            token = layout.doc[place]
            if token.text in STOPS or "\n" in token.text:
                return False
            if layout.quote_at[place] >= 0:
                return layout.doc[place - 1].text in {":", ","}
        return False

    def before(self, quoted: Quoted) -> Cue | None:
        """``Smith said: "…"``: the nearest cue before the marks in its sentence, its own words alone in between."""
        layout, begin = self.layout, quoted.tokens[0]
        last = layout.word_before(begin)
        if last is None:
            return None
        colon = last.text == ":"
        name = layout.doc[last.i - 1] if colon and last.i and layout.doc[last.i - 1].ent_type_ in _NAMES else None
        for place in range(last.i, max(last.i - _REACH, -1), -1):
            token = layout.doc[place]
            if layout.quote_at[place] >= 0 or token.text in STOPS or (token.is_space and "\n" in token.text):
                return None
            cue = self._cues.get(place)
            if cue is not None and name is not None and not below(name, cue.top):
                return None
            if cue is not None and (colon or self._leads(cue, last, quoted)):
                return cue
            if cue is not None and not colon and self._reports(cue, quoted):
                return None
        return None

    def _reports(self, cue: Cue, quoted: Quoted) -> bool:
        """Whether the cue has a clause of its own before the marks, in which the quotation is a part."""
        return any(
            c.dep_ == "ccomp"
            and cue.token.i < c.i
            and self.layout.quote_at[c.i] < 0
            and c.left_edge.i < quoted.tokens[0]
            for c in cue.token.children
        )

    def _leads(self, cue: Cue, last: Token, quoted: Quoted) -> bool:
        words = self.layout.between(cue.last + 1, quoted.tokens[0])
        if self._reports(cue, quoted):
            return False
        if last.text != "," and last.i > cue.last:
            label = cue.rule("label") is not None
            return (
                all(below(w, cue.top) for w in words)
                and (self.hangs_on(quoted, cue) or label)
                and self._alone(quoted, cue)
            )
        return all(below(word, cue.top) for word in words)

    def _alone(self, quoted: Quoted, cue: Cue) -> bool:
        """Whether no words but "that", "as" and articles stand between the cue's own words and the marks."""
        last = self.layout.word_before(quoted.tokens[0])
        if last is None or last.i <= cue.last:
            return True
        if cue.rule("label") is not None and last.dep_ in ("obj", "case", "det", "nsubj", "fixed", "flat", "mark"):
            return True
        if last.lower_ in ("that", "as"):
            return True
        return (
            last.dep_ != "cop" and last.head.i == cue.token.i and last.dep_.startswith(("obj", "iobj", "obl", "advmod"))
        )

    def source(self, quoted: Quoted, cue: Cue) -> list[Token]:
        """Who speaks: by grammar, if that lies outside the marks; else the phrase beside the cue."""
        tokens = [t for t in source_tokens(cue) if self.layout.quote_at[t.i] < 0]
        if tokens:
            return tokens
        begin = quoted.tokens[1]
        if begin > cue.token.i:
            return []
        words = self.layout.between(begin, cue.token.i)
        if words:
            return _heads(words[0], begin, cue.token.i)
        following = cue.token.doc[cue.last + 1] if cue.last + 1 < len(cue.token.doc) else None
        if following is None or following.pos_ not in _NOMINAL:
            return []
        return _heads(following, cue.last + 1, cue.last + 1 + _PHRASE)

    def hangs_on(self, quoted: Quoted, cue: Cue) -> bool:
        """Whether the parse joins the quotation and the cue, either way."""
        begin, end = quoted.tokens
        if cue.token.head.i != cue.token.i and begin <= cue.token.head.i < end:
            return True
        for token in self.layout.doc[begin : min(end, begin + 400)]:
            if token.head.i == cue.token.i and not token.is_punct:
                return True
        return False


def _is_spoken_to(cue: Cue) -> bool:
    """Whether a cue is passive ("when asked", "was told"), so that its subject is not who speaks."""
    labels = {child.dep_ for child in cue.token.children}
    if not cue.passive or "obl:agent" in labels:
        return False
    return cue.token.dep_ != "acl" or not labels.isdisjoint(("aux:pass", "nsubj:pass"))


def _heads(token: Token, begin: int, end: int) -> list[Token]:
    """The head of the phrase that a token begins, within some places."""
    while begin <= token.head.i < end and token.head.i != token.i and token.head.pos_ in _NOMINAL:
        token = token.head
    return [token] if token.pos_ in ("NOUN", "PROPN", "PRON") else []
