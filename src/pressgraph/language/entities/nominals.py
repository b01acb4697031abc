"""Organisations that the model missed or split, or that a common noun names together with their country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from pressgraph.language.entities.candidates import ORGANIZATION, PLACE, Candidate
from pressgraph.language.entities.clusters import Cluster
from pressgraph.language.entities.lexicon import Lexicon, name_key
from pressgraph.language.phrases import head_within

_LINKS = frozenset(["of", "for", "and", "the"])
_ORGANISATIONS = (
    "schema:Organization schema:Corporation schema:GovernmentOrganization schema:NewsMediaOrganization "
    "schema:EducationalOrganization schema:SportsTeam schema:PoliticalParty pg:MilitaryOrganization "
    "pg:InternationalOrganization"
)
_PLACES = "schema:Place schema:Country schema:City schema:State schema:AdministrativeArea schema:BodyOfWater"
SUPER = {
    **dict.fromkeys(_ORGANISATIONS.split(), "schema:Organization"),
    **dict.fromkeys(_PLACES.split(), "schema:Place"),
    "schema:LandmarksOrHistoricalBuildings": "schema:Place",
}
"""Classes of organisations and places with the class above them; other classes stand for themselves."""


def compatible(noun: str, name: str) -> bool:
    """Whether a noun of one class may refer to an entity of the other: the same, or one is the general class."""
    above = SUPER.get(noun, noun), SUPER.get(name, name)
    return above[0] == above[1] and (noun == name or noun == above[0] or name == above[1])


def capitalised(doc: Doc, flags: bytearray, lexicon: Lexicon) -> Iterator[Candidate]:
    """Organisations that the model missed, by their capitals and words: "the Ministry of Defence"."""
    article = doc._.article
    headline = article.headline_span if article is not None else None
    i = 0
    while i < len(doc):
        if flags[i] or doc[i].pos_ != "PROPN" or doc[i].ent_type_ in ("Date", "Money"):
            i += 1
            continue
        end = _run_end(doc, flags, i)
        words = [token.text for token in doc[i:end]]
        inside = headline is not None and headline.begin <= doc[i].idx < headline.end
        if end - i > 1 and not inside and any(cue.matches(words) for cue in lexicon.organisation_words):
            yield Candidate(i, end, ORGANIZATION, 0.7)
        i = end


def joined(doc: Doc, candidates: list[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """The candidates, with a place that belongs to an organisation's name made part of it ("Bank of England")."""
    result: list[Candidate] = []
    for candidate in candidates:
        before = result[-1] if result else None
        if _leads_place(doc, candidate, lexicon) and (before is None or before.end < candidate.begin):
            result.append(replace(candidate, begin=candidate.begin - 1, family=ORGANIZATION, facility=False))
            continue
        if before is not None and before.family == ORGANIZATION and _listed_of(doc, before, candidate, lexicon):
            result[-1] = replace(before, end=candidate.end)
            continue
        if before is not None and before.family == PLACE and candidate.family == ORGANIZATION and not before.handle:
            head = head_within(doc, before.begin, before.end)
            inside = head.dep_ == "compound" and candidate.begin <= head.head.i < candidate.end
            if before.end == candidate.begin and inside and _may_join(before, candidate, lexicon):
                result[-1] = replace(candidate, begin=before.begin)
                continue
        result.append(candidate)
    return result


def _leads_place(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether the word of an organisation stands right before a place, as part of its name ("Police Scotland")."""
    if candidate.family != PLACE or candidate.handle or not candidate.begin:
        return False
    word, head = doc[candidate.begin - 1], head_within(doc, candidate.begin, candidate.end)
    return word.text in lexicon.before_places and word.dep_ == "compound" and word.head.i == head.i


def _may_join(place: Candidate, name: Candidate, lexicon: Lexicon) -> bool:
    """A country and a name of one word are one name only where a word of organisations says so."""
    words = [*place.words, *name.words]
    return (
        len(name.words) > 1
        or place.key not in lexicon.countries
        or any(cue.matches(words) for cue in lexicon.organisation_words)
    )


def _listed_of(doc: Doc, before: Candidate, after: Candidate, lexicon: Lexicon) -> bool:
    between = after.begin - before.end == 1 and doc[before.end].lower_ == "of"
    return between and name_key(doc[before.begin : after.end].text) in lexicon.organisations


def _run_end(doc: Doc, flags: bytearray, begin: int) -> int:
    end = begin + 1
    place = end
    while place < len(doc) and not flags[place] and place - begin < 10:
        if doc[place].pos_ == "PROPN" and doc[place].text[:1].isupper() and not doc[place].is_sent_start:
            end = place + 1
        elif doc[place].lower_ not in _LINKS:
            break
        place += 1
    return end


def owned(doc: Doc, flags: bytearray, lexicon: Lexicon) -> list[Cluster]:
    """Organisations named by their country: "Norway's parliament", "Russian military forces"."""
    found: dict[tuple[str, ...], Cluster] = {}
    for token in doc:
        noun = lexicon.owned_nouns.get(token.lemma_.casefold()) if token.pos_ in ("NOUN", "PROPN") else None
        if noun is None or flags[token.i]:
            continue
        place = _owner(token, lexicon)
        if place is None or any(flags[place.i + 1 : token.i]):
            continue
        country = lexicon.country(place.text)
        between = [t for t in doc[place.i + 1 : token.i] if t.lower_ not in ("'s", "’s")]
        if country is None or any(t.pos_ not in ("ADJ", "NOUN", "PROPN") for t in between):
            continue
        key = (country.code, *(t.lower_ for t in between), token.lower_)
        cluster = found.setdefault(key, Cluster(ORGANIZATION, fixed_kind=noun.kind))
        cluster.standalone = token.tag_ not in ("NNS", "NNPS")
        candidate = Candidate(place.i, token.i + 1, ORGANIZATION, 0.9)
        candidate.words = tuple(doc[place.i : token.i + 1].text.replace("’", "'").split())
        candidate.key = name_key(" ".join(candidate.words))
        cluster.add(candidate, 0.95)
    return list(found.values())


def _owner(token: Token, lexicon: Lexicon) -> Token | None:
    """The country or demonym that the noun belongs to, before it in its phrase."""
    for child in token.children:
        if child.i < token.i and child.dep_ in ("nmod:poss", "amod", "compound") and lexicon.country(child.text):
            return child
    return None
