"""Cues in a parsed document: verbs and nouns of saying and thinking, and phrases such as "according to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pressgraph.annotations import Span
from pressgraph.language.attribution.lexicon import CueRule, Lexicon
from pressgraph.language.attribution.ranges import sentence
from pressgraph.language.phrases import agents, case_of, is_negated, is_passive, subjects

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that announces speech, with the rules that may apply.

    ``last`` is the place of its last word, ``source`` who speaks where the cue is a preposition.
    """

    token: Token
    last: int
    rules: tuple[CueRule, ...]
    passive: bool = False
    source: Token | None = None

    @property
    def top(self) -> Token:
        """The token that the cue's own words hang below."""
        return self.source if self.source is not None else self.token

    @property
    def span(self) -> Span:
        """The characters of the cue."""
        end = self.token.doc[self.last]
        return Span(self.token.idx, end.idx + len(end))

    @property
    def quotes(self) -> CueRule | None:
        """The rule by which words in quotation marks may be its content."""
        return next((rule for rule in reversed(self.rules) if "quote" in rule.content), None)

    def rule(self, *contents: str) -> CueRule | None:
        """The last rule that takes one of these contents."""
        return next((rule for rule in reversed(self.rules) if not rule.content.isdisjoint(contents)), None)


def _particle_end(token: Token, particle: str) -> int | None:
    """Where the further words of a cue end, None where they are missing; the verb's own place if they stand apart."""
    words = particle.split()
    doc, after = token.doc, token.i + 1
    if [t.lower_ for t in doc[after : after + len(words)]] == words:
        return after + len(words) - 1
    if len(words) == 1:
        for child in token.children:
            if child.dep_ == "compound:prt" and child.lower_ == words[0]:
                return token.i
    return None


def _matching(token: Token, rules: tuple[CueRule, ...]) -> tuple[int, tuple[CueRule, ...]]:
    """The rules of a lemma whose particle is there; those with more words win over those with fewer."""
    best, last = "", token.i
    for particle in {rule.particle for rule in rules if rule.particle}:
        end = _particle_end(token, particle)
        if end is not None and (len(particle), particle) > (len(best), best):
            best, last = particle, end
    return last, tuple(rule for rule in rules if rule.particle == best)


def _infinitive(token: Token) -> bool:
    return any(child.dep_ == "mark" and child.tag_ == "TO" for child in token.children)


def _asks(token: Token) -> bool:
    """Whether the verb stands in a question ("Did he say …?"): its auxiliary before its subject, "?" after."""
    helper = next((c for c in token.children if c.dep_ in ("aux", "aux:pass")), None)
    subject = next((c for c in token.children if c.dep_.startswith("nsubj")), None)
    if helper is None or subject is None or not helper.i < subject.i < token.i:
        return False
    return any(child.text == "?" for child in token.children)


def is_said(token: Token, lexicon: Lexicon) -> bool:
    """Whether the text has somebody really say it: no negation, condition, possibility, future, order or question.

    What is asked of somebody is an order, too: "demanded that he *make* a pledge".
    """
    if is_negated(token) or _asks(token):
        return False
    for child in token.children:
        if child.dep_ == "aux" and lexicon.has("modals", child.lower_):
            return False
        if child.dep_ == "mark" and lexicon.has("conditions", child.lower_):
            return False
    if _infinitive(token):
        return token.dep_ in ("xcomp", "advcl") and _leads_on(token.head, lexicon)
    if token.pos_ == "NOUN" and token.dep_ == "obj" and lexicon.has("light", token.head.lemma_.lower()):
        return is_said(token.head, lexicon)
    labels = {child.dep_ for child in token.children}
    asked = token.dep_ == "ccomp" and "nsubj" in labels
    told = token.dep_ in ("ROOT", "parataxis") and "nsubj" not in labels
    return token.tag_ != "VB" or "aux" in labels or not (asked or told)


def _leads_on(verb: Token, lexicon: Lexicon) -> bool:
    asked = any(case_of(child) in ("on", "upon") for child in verb.children if child.dep_.startswith("obl"))
    return lexicon.has("leads_on", verb.lemma_.lower()) and is_said(verb, lexicon) and not asked


def find_cues(doc: Doc, lexicon: Lexicon) -> Iterator[Cue]:
    """The verbs and nouns of the lexicon in the order of the text, said or not."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound", "aux", "cop", "case"):
            rules = lexicon.verb(token.lemma_.lower())
        elif token.pos_ == "NOUN":
            rules = lexicon.nouns.get(token.lemma_.lower(), ())
        else:
            continue
        if rules:
            last, fitting = _matching(token, rules)
            if fitting:
                yield Cue(token, last, fitting, token.pos_ != "NOUN" and is_passive(token))


_NAMED = frozenset({"Person", "Organization", "Location", "NORP"})


def find_phrases(doc: Doc, lexicon: Lexicon) -> Iterator[Cue]:
    """Prepositions that name a source ("according to the ministry"); a short one ("per") only before a name."""
    starts: dict[str, list[tuple[list[str], CueRule]]] = {}
    for phrase, rule in lexicon.phrases.items():
        starts.setdefault(phrase.split()[0], []).append((phrase.split(), rule))
    for token in doc:
        for words, rule in starts.get(token.lower_, ()):
            last = token.i + len(words) - 1
            if last >= len(doc) or any(doc[token.i + i].lower_ != word for i, word in enumerate(words)):
                continue
            source = _phrase_source(doc, token.i, last)
            if source is not None and (len(words) > 1 or source.ent_type_ in _NAMED):
                yield Cue(token, last, (rule,), source=source)
                break


def _phrase_source(doc: Doc, first: int, last: int) -> Token | None:
    """The noun after the words of a phrase: the head of its last preposition, outside the phrase."""
    for place in range(last, first - 1, -1):
        node = doc[place]
        for _ in range(3):
            if node.i > last and node.pos_ in ("NOUN", "PROPN", "PRON"):
                return node
            if node.dep_ not in ("case", "fixed", "mark"):
                break
            node = node.head
    return None


def _introduces(cue: Cue) -> bool:
    """Whether what looks like a participle is a verb before a colon ("The ministry's account posted: …")."""
    after = cue.token.nbor() if cue.token.i + 1 < len(cue.token.doc) else None
    return cue.token.dep_ == "acl" and after is not None and after.text == ":"


def trails(cue: Cue) -> bool:
    """Whether what looks like a participle ends a sentence as its attribution ("…, the agency reported.")."""
    token, doc = cue.token, cue.token.doc
    if token.dep_ != "acl" or token.head.i >= token.i or any(c.i > token.i and not c.is_punct for c in token.children):
        return False
    begin, after = token.head.left_edge.i, token.i + 1
    ends = after >= len(doc) or doc[after].text in {".", "!", "?"} or doc[after].is_space
    return ends and begin > sentence(token)[0] + 1 and doc[begin - 1].text == ","


def source_tokens(cue: Cue) -> list[Token]:
    """The heads of the phrases that name who speaks: by grammar, before anything is known of them."""
    token = cue.token
    if cue.source is not None:
        return [cue.source]
    if cue.passive and (_introduces(cue) or trails(cue)):
        return [token.head]
    found = agents(token)
    if found or cue.passive:
        return found
    if token.dep_ == "advcl" and (_infinitive(token) or token.tag_ in ("VBG", "VBD")):
        return subjects(token.head)
    if token.tag_ in _FINITE:
        return [c for c in token.children if c.dep_ in ("obj", "dep") and c.i > token.i and c.ent_type_ == "Person"]
    return []
