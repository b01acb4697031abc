"""Which family a name belongs to, where the model is of two minds: one vote for each of its mentions in the article."""

from __future__ import annotations

from collections import defaultdict

from pressgraph.language.entities.candidates import GROUP, ORGANIZATION, PERSON, PLACE, Candidate
from pressgraph.language.entities.lexicon import Lexicon

_TITLED = 1.5
_LISTED = 0.6


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
    elif candidate.key in lexicon.organisations:
        weights[ORGANIZATION] += _LISTED


def _spread(candidates: list[Candidate], votes: defaultdict[str, defaultdict[str, float]], lexicon: Lexicon) -> None:
    """A surname alone gets half a vote from the full name of the person who bears it."""
    full = {c.key: c.words[-1].casefold() for c in candidates if len(c.words) > 1 and not c.handle}
    for key, surname in full.items():
        weights = votes[key]
        known = surname in lexicon.countries or surname in lexicon.places or surname in lexicon.organisations
        if weights and max(sorted(weights), key=weights.__getitem__) == PERSON and surname in votes and not known:
            votes[surname][PERSON] += 0.5
