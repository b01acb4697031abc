"""Which family a name belongs to, where the model is of two minds: one vote for each of its mentions in the article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from spacy.tokens import Doc

from pressgraph.language.entities.candidates import GROUP, ORGANIZATION, OTHER, PERSON, PLACE, PRODUCT, Candidate
from pressgraph.language.entities.cues import Cues
from pressgraph.language.entities.lexicon import Lexicon, name_key
from pressgraph.language.entities.spelling import SpellingIndex
from pressgraph.language.phrases import case_of, head_within

Weights = defaultdict[str, float]
_SURE, _DOUBTFUL = 0.8, 0.75
_TITLED = 1.5
_LISTED = 0.6
_CLEAR = 1.0
"""The weight of cues that settles that a name is no person's: that of an apposition."""

_KNOWN = 1.0
_AUTHOR = 3.0
_WITHIN = frozenset({"in", "near", "outside"})


def settle(doc: Doc, candidates: list[Candidate], lexicon: Lexicon) -> None:
    """Gives all candidates of one wording the family with the most weight; mentions with a title are people."""
    cues = Cues(doc, candidates, lexicon)
    authors = {name_key(name) for name in (doc._.article.authors if doc._.article is not None else ())}
    votes: defaultdict[str, Weights] = defaultdict(lambda: defaultdict(float))
    told: defaultdict[str, Weights] = defaultdict(lambda: defaultdict(float))
    for candidate in candidates:
        if not candidate.handle:
            _vote(votes[candidate.key], candidate, lexicon)
            place = candidate.key in lexicon.countries or candidate.key in lexicon.places
            if place and case_of(head_within(doc, candidate.begin, candidate.end)) in _WITHIN:
                votes[candidate.key][PLACE] += _LISTED
            if candidate.key in authors:
                votes[candidate.key][PERSON] += _AUTHOR
            for family, weight in cues.of(candidate):
                told[candidate.key][family] += weight / 2 if place else weight
    _hear(candidates, votes, told, lexicon)
    _pool(candidates, votes, lexicon)
    _spread(candidates, votes, lexicon)
    _respell(candidates, votes, lexicon)
    for candidate in candidates:
        if not candidate.handle:
            weights = votes[candidate.key]
            candidate.family = max(sorted(weights), key=weights.__getitem__)


def _hear(
    candidates: list[Candidate], votes: defaultdict[str, Weights], told: Mapping[str, Weights], lexicon: Lexicon
) -> None:
    """Adds what the text tells to the model's votes, and as much again as all of these where it is clear.

    The model errs alike at all mentions of a name, so that many of them are no better witness than one.
    """
    people = {c.key for c in candidates if len(c.words) > 1 and c.words[0].casefold() in lexicon.first_names}
    for key, weights in told.items():
        clear = len(weights) == 1 and PERSON not in weights and max(weights.values()) >= _CLEAR and key not in people
        for family, weight in weights.items():
            votes[key][family] += weight + (sum(votes[key].values()) if clear else 0.0)


def _vote(weights: defaultdict[str, float], candidate: Candidate, lexicon: Lexicon) -> None:
    weights[candidate.family] += candidate.probability
    body = any(cue.matches(candidate.words) for cue in lexicon.organisation_words)
    if candidate.title and candidate.family != GROUP and not body:
        weights[PERSON] += _TITLED
    if body and candidate.family in (PERSON, ORGANIZATION) and candidate.words[0].casefold() not in lexicon.first_names:
        weights[ORGANIZATION] += _CLEAR + (candidate.probability if candidate.family == PERSON else 0.0)
    if candidate.facility and len(candidate.words) > 1 and candidate.words[-1] in lexicon.tails:
        weights[ORGANIZATION] += _CLEAR + candidate.probability  # "Harbour United" is no building
    name = " ".join(candidate.words)
    if len(candidate.words) > 1 and candidate.words[0].casefold() in lexicon.first_names:
        weights[PERSON] += _LISTED if candidate.family != PLACE else 0.0
    if lexicon.demonym(name) and candidate.family != PLACE:
        weights[GROUP] += _LISTED
    elif candidate.key in lexicon.countries or candidate.key in lexicon.places:
        weights[PLACE] += _LISTED * (1 if candidate.family != ORGANIZATION else 0.5)


def _pool(candidates: list[Candidate], votes: defaultdict[str, Weights], lexicon: Lexicon) -> None:
    """A surname and the one full name that ends in it vote together, so that both become a person or neither."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        if not candidate.handle and _person_shaped(candidate, lexicon):
            bearers[name_key(candidate.words[-1])].add(candidate.key)
    listed = (lexicon.countries, lexicon.places, lexicon.organisations, lexicon.nouns)
    for short, full in sorted(bearers.items()):
        if len(full) > 1 or short not in votes or any(short in names for names in listed):
            continue
        both: Weights = defaultdict(float)
        for weights in (votes[short], votes[next(iter(full))]):
            for family in sorted(weights):
                both[family] += weights[family]
        if both and max(sorted(both), key=both.__getitem__) == PERSON:
            for key in (short, next(iter(full))):
                votes[key][PERSON] += both[PERSON]


def _person_shaped(candidate: Candidate, lexicon: Lexicon) -> bool:
    words = candidate.words
    if not 2 <= len(words) <= 3 or not all(word[:1].isupper() for word in words):
        return False
    body = words[-1] in lexicon.suffixes or words[-1] in lexicon.tails or candidate.key in lexicon.organisations
    return not body and not any(cue.matches(words) for cue in (*lexicon.organisation_words, *lexicon.place_words))


def _respell(candidates: list[Candidate], votes: defaultdict[str, Weights], lexicon: Lexicon) -> None:
    """A single word of which the model is unsure gets the family of the sure name that it begins or misspells.

    The rarer misspelling of a person's surname is that person's however sure the model is of another reading.
    """
    sure: defaultdict[str, set[str]] = defaultdict(set)
    given: set[str] = set()
    surnames: set[str] = set()
    index = SpellingIndex()
    for candidate in candidates:
        word = name_key(candidate.words[-1]) if candidate.words else ""
        if candidate.probability >= _SURE and not candidate.handle and votes[candidate.key]:
            family = _winner(votes[candidate.key])
            if family == PERSON or len(candidate.words) == 1:
                sure[word].add(family)
            if family == PERSON and len(candidate.words) > 1:
                given.add(name_key(candidate.words[0]))
                surnames.add(word)
    for word in sorted(sure):
        index.add(word)
    used = Counter(name_key(candidate.words[-1]) for candidate in candidates if candidate.words)
    listed = (lexicon.countries, lexicon.places, lexicon.organisations, lexicon.nouns)
    for candidate in candidates:
        if candidate.handle or len(candidate.words) != 1 or any(candidate.key in names for names in listed):
            continue
        doubtful = candidate.probability < _DOUBTFUL and candidate.key not in sure
        if not doubtful and candidate.family not in (ORGANIZATION, PLACE, OTHER):
            continue
        near = [word for word in index.near(candidate.key) if word != candidate.key]
        misspelt = len(near) == 1 and near[0] in surnames and used[near[0]] > used[candidate.key]
        if misspelt and candidate.family in (ORGANIZATION, PLACE, OTHER):
            votes[candidate.key][PERSON] += 1.0 + candidate.probability
            continue
        if candidate.key in given:
            votes[candidate.key][PERSON] += 1.0 + (0.0 if doubtful else candidate.probability)
        elif doubtful and (
            len(near) == 1
            and candidate.key not in lexicon.first_names
            and len(sure[near[0]]) == 1
            and candidate.family != GROUP
        ):
            votes[candidate.key][next(iter(sure[near[0]]))] += 1.0


def _winner(weights: Mapping[str, float]) -> str:
    return max(sorted(weights), key=weights.__getitem__)


def _spread(candidates: list[Candidate], votes: defaultdict[str, defaultdict[str, float]], lexicon: Lexicon) -> None:
    """A short form gets votes from the full name that it is part of: surnames, companies, clubs."""
    bearers: set[str] = set()
    full = {c.key: c.words for c in candidates if len(c.words) > 1 and not c.handle}
    for key, words in full.items():
        if not votes[key]:
            continue
        family = max(sorted(votes[key]), key=votes[key].__getitem__)
        if family == PERSON:
            bearers.add(name_key(words[-1]))
            _support(votes, name_key(words[-1]), PERSON, 0.5, lexicon)
        elif family == ORGANIZATION and words[-1] in lexicon.suffixes:
            for end in range(1, len(words)):
                short = name_key(" ".join(words[:end]))
                _support(
                    votes,
                    short,
                    ORGANIZATION,
                    1.0 + (votes[short][PERSON] if short in votes and PERSON in votes[short] else 0.0),
                    lexicon,
                )
        if family == ORGANIZATION and words[-1] in lexicon.tails:
            _claim(votes, name_key(words[-1]), lexicon)
        elif family == ORGANIZATION and words[0] in lexicon.club_names:
            _claim(votes, name_key(" ".join(words[1:])), lexicon)
        elif words[0].casefold() in lexicon.first_names and _is_person(votes.get(name_key(words[-1]))):
            votes[key][PERSON] += 1.0
    for key, weights in votes.items():
        if key in lexicon.organisations and key not in bearers and GROUP not in weights:
            weights[ORGANIZATION] += _KNOWN + weights.pop(PRODUCT, 0.0) + weights.pop(OTHER, 0.0)


def _is_person(weights: defaultdict[str, float] | None) -> bool:
    return weights is not None and len(weights) > 0 and max(sorted(weights), key=weights.__getitem__) == PERSON


def _claim(votes: defaultdict[str, Weights], short: str, lexicon: Lexicon) -> None:
    """A club's or paper's short form is its, whatever else the word could name."""
    other = sum(votes[short].get(family, 0.0) for family in (PERSON, PLACE)) if short in votes else 0.0
    _support(votes, short, ORGANIZATION, 1.0 + other, lexicon)


def _support(
    votes: defaultdict[str, defaultdict[str, float]], key: str, family: str, weight: float, lexicon: Lexicon
) -> None:
    if key in votes and key not in lexicon.countries and key not in lexicon.places:
        votes[key][family] += weight
