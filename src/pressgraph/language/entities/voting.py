"""Which family a name belongs to, where the model is of two minds: one vote for each of its mentions in the article."""

from __future__ import annotations

from collections import defaultdict

from pressgraph.language.entities.candidates import GROUP, ORGANIZATION, OTHER, PERSON, PLACE, PRODUCT, Candidate
from pressgraph.language.entities.lexicon import Lexicon, name_key

_TITLED = 1.5
_LISTED = 0.6
_KNOWN = 1.0


def settle(candidates: list[Candidate], lexicon: Lexicon) -> None:
    """Gives all candidates of one wording the family with the most weight; mentions with a title are people."""
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for candidate in candidates:
        if not candidate.handle:
            _vote(votes[candidate.key], candidate, lexicon)
    _spread(candidates, votes, lexicon)
    for candidate in candidates:
        if not candidate.handle:
            weights = votes[candidate.key]
            candidate.family = max(sorted(weights), key=weights.__getitem__)


def _vote(weights: defaultdict[str, float], candidate: Candidate, lexicon: Lexicon) -> None:
    weights[candidate.family] += candidate.probability
    if candidate.title and candidate.family != GROUP:
        weights[PERSON] += _TITLED
    name = " ".join(candidate.words)
    if len(candidate.words) > 1 and candidate.words[0].casefold() in lexicon.first_names:
        weights[PERSON] += _LISTED if candidate.family != PLACE else 0.0
    if lexicon.demonym(name) and candidate.family != PLACE:
        weights[GROUP] += _LISTED
    elif candidate.key in lexicon.countries or candidate.key in lexicon.places:
        weights[PLACE] += _LISTED * (1 if candidate.family != ORGANIZATION else 0.5)


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
                _support(votes, name_key(" ".join(words[:end])), ORGANIZATION, 1.0, lexicon)
        if family == ORGANIZATION and words[-1] in lexicon.tails:
            _support(votes, name_key(words[-1]), ORGANIZATION, 1.0, lexicon)
        elif words[0].casefold() in lexicon.first_names and _is_person(votes.get(name_key(words[-1]))):
            votes[key][PERSON] += 1.0
    for key, weights in votes.items():
        if key in lexicon.organisations and key not in bearers and GROUP not in weights:
            weights[ORGANIZATION] += _KNOWN + weights.pop(PRODUCT, 0.0) + weights.pop(OTHER, 0.0)


def _is_person(weights: defaultdict[str, float] | None) -> bool:
    return weights is not None and len(weights) > 0 and max(sorted(weights), key=weights.__getitem__) == PERSON


def _support(
    votes: defaultdict[str, defaultdict[str, float]], key: str, family: str, weight: float, lexicon: Lexicon
) -> None:
    if key in votes and key not in lexicon.countries and key not in lexicon.places:
        votes[key][family] += weight
