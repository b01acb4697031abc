"""``pressgraph_coreference``: names, nouns and pronouns that mean the same, by the model, within what the names tell.

Sets ``doc._.coreference``, and adds to the register the pronouns and nouns that mean a named entity.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from spacy.tokens import Doc, Token

from pressgraph.annotations import Span
from pressgraph.language.coreference.clusters import Group, Grouping
from pressgraph.language.coreference.features import NOMINAL, Candidates, checksum, pronoun_class
from pressgraph.language.coreference.fitting import Fitting
from pressgraph.language.coreference.scorer import Scorer
from pressgraph.language.coreference.spans import characters, mention_span
from pressgraph.language.extensions import byline_of
from pressgraph.language.features import feature
from pressgraph.language.found import Coreference, CoreferenceLink
from pressgraph.language.phrases import is_relative
from pressgraph.language.reader import ModelComponent, one_thread

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_SURE = 0.8
"""How likely a pronoun or noun must mean a named entity for facts about it to be that entity's."""


def _heads_mention(token: Token) -> bool:
    """Whether a word may head a mention: a noun, name or pronoun, or a year."""
    return token.pos_ in NOMINAL or (token.pos_ == "NUM" and _YEAR.fullmatch(token.text) is not None)


def _last_of_name(token: Token) -> str:
    flat = [child for child in token.children if child.dep_.startswith("flat")]
    return flat[-1].text if flat else token.text


def candidates(tokens: list[Token]) -> Candidates:
    """The features of words that may head mentions; sentences without any are not counted."""
    starts = list(itertools.accumulate(token.is_sent_start is True for token in tokens[0].doc)) if tokens else []
    numbers = {start: number for number, start in enumerate(dict.fromkeys(starts[token.i] for token in tokens))}
    return Candidates(
        np.array([checksum(t.text) for t in tokens], np.int64),
        np.array([checksum(_last_of_name(t)) for t in tokens], np.int64),
        np.array([pronoun_class(t.text, t.pos_) for t in tokens], np.int64),
        np.array([numbers[starts[token.i]] for token in tokens], np.int64),
    )


class CoreferenceComponent(ModelComponent):
    """Needs the model's reading, the parse and the register of names."""

    @functools.cached_property
    def scorer(self) -> Scorer:
        return Scorer(self.model)

    @one_thread()
    def __call__(self, doc: Doc) -> Doc:
        reading, register = doc._.reading, doc._.register
        if reading is None or reading.scores is None or register is None:
            return doc
        byline = byline_of(doc)
        chosen = [
            (place, doc[i])
            for place, i in enumerate(reading.tokens)
            if _heads_mention(doc[i]) and doc[i].idx not in byline
        ]
        tokens = [token for _, token in chosen]
        words = np.array([place for place, _ in chosen], np.int64)
        fitting = Fitting(doc)
        grouping = Grouping([register.heads(token) for token in tokens], lambda n, e: fitting.may(tokens[n], e))
        grouping.read(self.scorer.probabilities(candidates(tokens), reading.scores, words))
        doc._.coreference = _found(tokens, grouping)
        self._register(doc, tokens, grouping, fitting)
        return doc

    @staticmethod
    def _register(doc: Doc, tokens: list[Token], grouping: Grouping, fitting: Fitting) -> None:
        """Pronouns and nouns of an entity's group become its mentions; other groups will share one description.

        A chain of sure choices must lead to the name, or to a group that had it: an unsure one may have joined two
        people's groups.
        """
        register = doc._.register
        sure: dict[int, float] = {}
        chained = Chains(len(tokens))
        known: dict[int, str] = {}
        for choice in grouping.choices:
            if register.heads(tokens[choice.later]) is not None:
                sure.setdefault(choice.earlier, choice.probability)
            sure[choice.later] = choice.probability
            if choice.entity is not None:
                known[choice.later] = choice.entity
            elif choice.probability >= _SURE:
                chained.join(choice.earlier, choice.later)
        for group in grouping.groups():
            if group.entity is None:
                for members in chained.parted(group.members):
                    register.same([tokens[m] for m in members])
                continue
            named = {chained.root(m) for m in group.members if register.heads(tokens[m]) == group.entity}
            for member in group.members:
                token = tokens[member]
                likely = sure.get(member, 0.0)
                if known.get(member) != group.entity and chained.root(member) not in named:
                    continue
                if likely < _SURE or register.at(token) is not None or is_relative(token):
                    continue
                if not fitting.fits(token, group.entity) or {"1", "2"} & set(feature(token, "Person")):
                    continue
                kind = "pronoun" if token.pos_ == "PRON" else "nominal"
                span = doc[token.i : token.i + 1] if kind == "pronoun" else mention_span(token)
                register.mention(
                    span, group.entity, kind, confidence=round(likely, 3), resolved_by="coreference", head=token
                )


class Chains:
    """Which of so many candidates sure choices join, directly or through others."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, number: int) -> int:
        """The candidate that stands for all that are joined with this one."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Joins two candidates with all that are joined with them."""
        self._above[self.root(other)] = self.root(one)

    def parted(self, members: Sequence[int]) -> Iterator[list[int]]:
        """The members in order, those that belong together in one list."""
        lists: dict[int, list[int]] = {}
        for member in members:
            lists.setdefault(self.root(member), []).append(member)
        yield from lists.values()


def _found(tokens: list[Token], grouping: Grouping) -> Coreference:
    spans: dict[int, Span] = {}

    def span(number: int) -> Span:
        if number not in spans:
            spans[number] = characters(tokens[number])
        return spans[number]

    def clustered(group: Group) -> tuple[Span, ...]:
        return tuple(sorted({span(member) for member in group.members}))

    clusters = (clustered(group) for group in grouping.groups() if len(group.members) > 1)
    links = (
        CoreferenceLink(span(c.later), span(c.earlier), _kind(tokens[c.later]), round(c.probability, 4))
        for c in grouping.choices
        if c.probability >= _SURE
    )
    return Coreference(tuple(sorted(c for c in clusters if len(c) > 1)), tuple(sorted(links)))


def _kind(token: Token) -> Literal["name", "nominal", "pronoun"]:
    return "pronoun" if token.pos_ == "PRON" else "name" if token.pos_ == "PROPN" else "nominal"
