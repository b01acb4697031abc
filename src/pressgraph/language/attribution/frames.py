"""Frames of reported speech: where the content of a cue stands, and whom it addresses."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pressgraph.language.attribution.cues import Cue, trails
from pressgraph.language.attribution.lexicon import CueRule, Lexicon
from pressgraph.language.attribution.ranges import Range, extent, sentence, without
from pressgraph.language.phrases import case_of, is_relative, subjects

_CLIMBED = frozenset({"ccomp", "xcomp", "acl:relcl", "acl"})
_ASIDE = frozenset({"parataxis", "dep"})
_CLAUSES = frozenset(
    {"ROOT", "conj", "ccomp", "advcl", "parataxis", "acl:relcl", "acl", "xcomp", "advcl:relcl", "csubj"}
)
_GERUND_MARKS = frozenset({"of", "for", "with", "over", "about", "against", "as", "to", "on"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A content: its token ranges in order, the rule that found it, and the head of the phrase addressed.

    ``label`` is set for what something is called ("a mess" of "called it a mess").
    """

    ranges: list[Range]
    rule: CueRule
    addressee: Token | None = None
    label: Range | None = None
    clausal: bool = True


def _kind(clause: Token) -> str:
    """What a clausal complement is: "clause", "infinitive", "gerund" or nothing that holds speech."""
    marks = {c.lower_ for c in clause.children if c.dep_ == "mark"}
    if any(c.dep_ == "mark" and c.tag_ == "TO" for c in clause.children):
        return "infinitive"
    if clause.tag_ == "VBG" and not any(c.dep_.startswith(("nsubj", "aux")) for c in clause.children):
        return "gerund"
    if clause.dep_ in ("xcomp", "advcl"):
        return "" if clause.dep_ == "advcl" or "that" not in marks else "clause"
    return "clause"


def _asking(clause: Token) -> bool:
    """Whether a clause is a question ("whether he left", "what it cost")."""
    for child in clause.children:
        if child.i < clause.i and (child.lower_ in ("whether", "if") or child.tag_ in ("WP", "WRB", "WDT", "WP$")):
            return True
    return clause.tag_ in ("WP", "WRB")


def _tail(cue: Token, stop: int, lexicon: Lexicon) -> int:
    """The end of a participle clause on what came of the content ("…, resulting in deaths") that hangs on the cue."""
    for child in cue.children:
        adjoins = child.i >= stop and child.dep_ == "advcl" and child.left_edge.i <= stop + 1
        if adjoins and child.tag_ == "VBG" and lexicon.has("consequences", child.lemma_.lower()):
            return extent(child)[1]
    return stop


def _own_words(cue: Cue, content: Token) -> list[Range]:
    """The cue and what hangs on it beside its content, where these stand amid the content."""
    others = (extent(c) for c in cue.token.children if c.i != content.i and not c.is_punct)
    return [(cue.token.i, cue.last + 1), *others]


def addressee_of(cue: Cue, rule: CueRule) -> Token | None:
    token, wanted = cue.token, rule.addressee
    if not wanted:
        return None
    if wanted == "object":
        if cue.passive:
            return next(iter(subjects(token)), None)
        found = next((c for c in token.children if c.dep_ == "iobj"), None)
        found = found or next((c for c in token.children if c.dep_ == "obj"), None)
        return found or (_oblique(token, rule.particle.split()[-1]) if rule.particle else None)
    return _oblique(token, wanted)


def _oblique(token: Token, preposition: str) -> Token | None:
    return next((c for c in token.children if c.dep_.startswith("obl") and case_of(c) == preposition), None)


class Frames:
    """Finds the content of cues outside quotations."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def of(self, cue: Cue) -> Frame | None:
        """The frame of a cue, or None where no content stands beside it."""
        if cue.token.pos_ == "NOUN":
            return self._nominal(cue)
        return (
            self._clausal(cue) or self._aside(cue) or self._label(cue) or self._prepositional(cue) or self._object(cue)
        )

    def _clausal(self, cue: Cue) -> Frame | None:
        for child in cue.token.children:
            if child.dep_ not in ("ccomp", "xcomp", "advcl"):
                continue
            kind = _kind(child)
            rule = self._clause_rule(cue, child, kind) if kind else None
            if rule is None or (child.dep_ == "advcl" and not (kind == "infinitive" and rule.addressee)):
                continue
            begin, stop = extent(child)
            whole = (begin, _tail(cue.token, stop, self._lexicon)) if child.i > cue.token.i else (begin, stop)
            ranges = without(whole, _own_words(cue, child)) if begin < cue.token.i < stop else [whole]
            ranges = [own for own in ranges if not _relative(cue.token, own)]
            if "passive-infinitive" in rule.content:
                ranges = [*(extent(s) for s in subjects(cue.token)[:1] if s.i < cue.token.i), *ranges]
            return Frame(ranges, rule, addressee_of(cue, rule))
        return None

    def _clause_rule(self, cue: Cue, clause: Token, kind: str) -> CueRule | None:
        if kind == "infinitive" and cue.passive:
            rule = cue.rule("passive-infinitive")
            return rule or next((r for r in cue.rules if "infinitive" in r.content and r.addressee), None)
        fitting = [rule for rule in cue.rules if kind in rule.content]
        if kind == "infinitive":
            addressed = [r for r in fitting if r.addressee and addressee_of(cue, r) is not None]
            fitting = addressed[:1] or [r for r in fitting if r.act != "pg:Request" or not r.addressee]
        elif kind == "clause" and len({rule.act for rule in fitting}) > 1:
            asks = _asking(clause)
            fitting = [rule for rule in fitting if (rule.act == "pg:Question") == asks] or fitting
        return fitting[-1] if fitting else None

    def _aside(self, cue: Cue) -> Frame | None:
        """A cue that stands beside its content: "…, police said", "as Smith noted, …"."""
        token, rule = cue.token, cue.rule("clause")
        if rule is not None and trails(cue):
            return Frame([(sentence(token)[0], token.head.left_edge.i - 1)], rule)
        if rule is None or token.head.i == token.i or cue.passive:
            return None
        as_clause = token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children)
        if not (as_clause or token.dep_ in _ASIDE) or not _finite_with_subject(token):
            return None
        if any(c.dep_ in ("obj", "ccomp", "xcomp") and c.i > token.i for c in token.children):
            return None
        return Frame(without(extent(token.head), [extent(token)]), rule, addressee_of(cue, rule))

    def _label(self, cue: Cue) -> Frame | None:
        rule = cue.rule("label")
        named = [c for c in cue.token.children if c.dep_ in ("obj", "xcomp") and c.i > cue.token.i]
        as_phrase = next(
            (c for c in cue.token.children if c.dep_ in ("obl", "advcl", "xcomp") and _introduced(c, "as")), None
        )
        if rule is None or not (len(named) >= 2 or as_phrase is not None or (cue.passive and named)):
            return None
        label = as_phrase or named[-1]
        begin = min([c.left_edge.i for c in named if c.dep_ == "obj"] or [label.left_edge.i])
        words = extent(label)
        inner = words[0] + 1 if as_phrase is not None else words[0]
        return Frame([(min(begin, words[0]), words[1])], rule, None, (inner, words[1]))

    def _prepositional(self, cue: Cue) -> Frame | None:
        for rule in reversed(cue.rules):
            for child in cue.token.children if rule.prepositions else ():
                if child.dep_ in ("obl", "advcl", "xcomp") and any(_introduced(child, p) for p in rule.prepositions):
                    addressee = addressee_of(cue, rule)
                    if rule.addressee and rule.act == "pg:Request" and addressee is None:
                        continue
                    first = addressee if addressee is not None and rule.act == "pg:Request" else child
                    return Frame([(_after_case(first), extent(child)[1])], rule, addressee)
        return None

    def _object(self, cue: Cue) -> Frame | None:
        rule = next((r for r in reversed(cue.rules) if "object" in r.content), None)
        if rule is None:
            return None
        target = self._target(cue, rule)
        if target is None:
            return None
        begin, stop = _after_case(target), extent(target)[1]
        for child in cue.token.children:
            adjoins = child.i >= stop and child.left_edge.i <= stop and child.ent_type_ != "Date"
            belongs = child.dep_ in ("obl", "advcl", "xcomp") and any(_introduced(child, p) for p in _GERUND_MARKS)
            if adjoins and belongs:
                stop = extent(child)[1]
        if stop - begin == 1 and target.pos_ in ("PRON", "DET"):
            return None
        return Frame([(begin, stop)], rule, addressee_of(cue, rule))

    @staticmethod
    def _target(cue: Cue, rule: CueRule) -> Token | None:
        if cue.passive:
            return next((s for s in subjects(cue.token) if s.i < cue.token.i and not _is_person(s)), None)
        if rule.particle:
            preposition = rule.particle.split()[-1]
            found = _oblique(cue.token, preposition)
            if found is not None:
                return found
        return next((c for c in cue.token.children if c.dep_ == "obj" and c.i > cue.token.i), None)

    def _nominal(self, cue: Cue) -> Frame | None:
        for child in cue.token.children:
            if child.i <= cue.token.i:
                continue
            if child.dep_ in ("acl", "ccomp", "acl:relcl", "xcomp"):
                kind = _marked(child)
                rule = cue.rule(kind) if kind else None
                if rule is not None:
                    return Frame([extent(child)], rule)
            elif child.dep_ == "nmod":
                rule = next((r for r in reversed(cue.rules) if case_of(child) in r.prepositions), None)
                if rule is not None:
                    return Frame([(_after_case(child), extent(child)[1])], rule, clausal=False)
        return None


def _marked(clause: Token) -> str:
    """The kind of a clause below a noun by its first word, which must be a conjunction."""
    for child in clause.children:
        if child.dep_ == "mark" and child.i < clause.i:
            if child.tag_ == "TO":
                return "infinitive"
            if child.lower_ in ("that", "whether", "if"):
                return "clause"
    return ""


def _relative(cue: Token, words: Range) -> bool:
    """Whether a range is a relative pronoun alone ("a camp *which* Kenya threatened to close")."""
    return words[1] - words[0] == 1 and is_relative(cue.doc[words[0]])


def _is_person(token: Token) -> bool:
    """Whether a phrase means somebody, who is dismissed or rejected otherwise than what is said is."""
    if token.pos_ == "PRON":
        return token.lower_ in ("he", "she", "who")
    register = token.doc._.register
    known = register.at(token)
    kind = register.entity(known).type if known is not None else register.kind(token)
    return bool(kind == "schema:Person")


def _finite_with_subject(token: Token) -> bool:
    return any(c.dep_.startswith("nsubj") for c in token.children) and token.tag_ not in ("VBG", "VBN", "VB")


def _introduced(token: Token, word: str) -> bool:
    return any(c.dep_ in ("case", "mark") and c.lower_ == word and c.i < token.i for c in token.children)


def _after_case(token: Token) -> int:
    """Where a phrase begins without its prepositions."""
    begin, stop = extent(token)
    cases = {c.i for c in token.children if c.dep_ == "case"}
    while begin < stop - 1 and begin in cases:
        begin += 1
    return begin


def governing_clause(source: Token) -> Token:
    """The head of the clause that "according to X" stands in; after a comma at a sentence's end, the main one."""
    node = source.head
    late = trailing(source)
    while node.head.i != node.i and (node.dep_ not in _CLAUSES or (late and node.dep_ in _CLIMBED)):
        node = node.head
    return node


def trailing(source: Token) -> bool:
    """Whether the phrase of a source ends its sentence after a comma."""
    doc, begin, stop = source.doc, source.left_edge.i, source.right_edge.i + 1
    ends = stop >= len(doc) or doc[stop].is_punct or doc[stop].is_space
    return begin > 0 and doc[begin - 1].text == "," and ends and doc[min(stop, len(doc) - 1)].text != ","
