"""Bare definite nouns ("the company", "the 50-year-old") that can only mean one name."""

from __future__ import annotations

from collections import defaultdict, deque

from spacy.tokens import Token

from pressgraph.language.entities.actors import Actor
from pressgraph.language.entities.classes import cue_nouns, is_plural
from pressgraph.language.entities.lexicon import Lexicon
from pressgraph.language.entities.nominals import SUPER
from pressgraph.language.entities.register import Register
from pressgraph.language.entities.roles import Roles
from pressgraph.language.phrases import phrase_span

_WINDOW = 3
_LINKED = frozenset(
    ["schema:Corporation", "schema:NewsMediaOrganization", "schema:PoliticalParty", "schema:EducationalOrganization"]
)


class Definites:
    """Remembers the actors of the last sentences, and what each person has been called."""

    def __init__(self, register: Register, lexicon: Lexicon) -> None:
        self.register, self.lexicon = register, lexicon
        self.sentences: deque[list[Actor]] = deque([[]], maxlen=_WINDOW)
        self.called: dict[str, set[str]] = {}
        self.bodies: defaultdict[str, dict[str, Actor]] = defaultdict(dict)
        self.roles = Roles(register, lexicon)

    def see(self, actor: Actor) -> None:
        """Takes note of an actor of the sentence being read."""
        self.sentences[-1].append(actor)
        if actor.named and actor.person:
            self.called.setdefault(actor.key, set()).update(cue_nouns(actor.token))
            self.roles.see(actor)
        elif SUPER.get(actor.kind) == "schema:Organization" or not actor.named:
            self.bodies[actor.token.lemma_.casefold()].setdefault(actor.key, actor)
            if actor.named:
                self.bodies[noun_of_name(self.register.entity(actor.key).name)].setdefault(actor.key, actor)

    def close(self) -> None:
        """Ends the sentence."""
        self.sentences.append([])

    def link(self, token: Token) -> None:
        """Links the phrase that the token heads, if it is a bare definite noun with one possible antecedent."""
        if token.lower_ == "old":
            actor = self._aged(token)
        else:
            actor = self._noun(token) or self._same_noun(token) or self.roles.bearer(token)
        if actor is not None and actor.named:
            span = phrase_span(token, complements=False)
            self.register.mention(span, actor.key, "nominal", confidence=0.8, resolved_by="coreference", head=token)

    def _seen(self) -> list[Actor]:
        return [actor for sentence in self.sentences for actor in sentence]

    def _noun(self, token: Token) -> Actor | None:
        noun = self.lexicon.noun(token) if token.pos_ == "NOUN" else None
        if noun is None or is_plural(token) or not _bare(token):
            return None
        if noun.kind == "schema:Person":
            return self._called(token, noun.gender)
        if noun.kind not in _LINKED:
            return None
        fits = [a for a in self._seen() if a.kind in (noun.kind, SUPER.get(noun.kind, noun.kind))]
        if len({a.key for a in fits}) != 1 or fits[-1].kind != noun.kind:
            return None
        near = [actor for sentence in list(self.sentences)[-2:] for actor in sentence]
        return fits[-1] if fits[-1] in near else None

    def _same_noun(self, token: Token) -> Actor | None:
        """ "The agency" after "Peru's civil defence agency", where no other agency has been spoken of."""
        if token.pos_ != "NOUN" or is_plural(token) or not _bare(token):
            return None
        fits = list(self.bodies.get(token.lemma_.casefold(), {}).values())
        return fits[0] if len(fits) == 1 else None

    def _called(self, token: Token, gender: str) -> Actor | None:
        """The one person whom the text has called this before."""
        lemma = token.lemma_.casefold()
        people = [a for a in self._seen() if a.person and not (gender and a.gender not in ("", gender))]
        fits = [a for a in people if a.named and lemma in self.called.get(a.key, ())]
        rivals = {a.key for a in people if not a.named and a.token.lemma_.casefold() == lemma}
        return fits[-1] if len({a.key for a in fits}) == 1 and not rivals else None

    def _aged(self, token: Token) -> Actor | None:
        """ "the 50-year-old" without a noun: the only person around."""
        if (
            token.dep_ in ("amod", "compound")
            or not _bare(token)
            or token.i < 2
            or token.doc[token.i - 2].lower_ != "year"
        ):
            return None
        people = [a for a in self._seen() if a.person]
        return people[-1] if len({a.key for a in people}) == 1 else None


def noun_of_name(name: str) -> str:
    """The word of a name that says what it names.

    >>> noun_of_name("Kelvin Museum of Modern Art"), noun_of_name("World Bank")
    ('museum', 'bank')
    """
    return (name.partition(" of ")[0] or name).split()[-1].casefold()


def _bare(token: Token) -> bool:
    """Whether the phrase is the article and the noun alone (or with the parts of an age)."""
    article = False
    for child in token.children:
        if child.dep_ == "det":
            article = child.lower_ == "the"
        elif child.dep_ == "acl:relcl" and token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == ",":
            continue  # it tells more of what is known already
        elif child.dep_ in (
            "amod",
            "compound",
            "nmod",
            "nmod:poss",
            "nmod:desc",
            "acl",
            "acl:relcl",
            "appos",
            "nummod",
            "flat",
        ):
            return False
    return (
        article
        and token.dep_ not in ("compound", "appos", "nmod:desc")
        and not any(c.dep_ == "cop" for c in token.children)
    )
