"""The class of an entity, from its family, its name's words, what the text says it is, and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from pressgraph.language.entities.candidates import GROUP, ORGANIZATION, OTHER, PERSON, PLACE, PRODUCT
from pressgraph.language.entities.clusters import Cluster
from pressgraph.language.entities.lexicon import Lexicon, WordCue, name_key
from pressgraph.language.features import feature
from pressgraph.language.phrases import case_of, head_within

_PLACES = frozenset(
    "schema:" + name
    for name in (
        "Country",
        "City",
        "State",
        "AdministrativeArea",
        "BodyOfWater",
        "Place",
        "LandmarksOrHistoricalBuildings",
    )
)
_WORKS = frozenset("schema:" + name for name in ("Book", "Movie", "CreativeWork", "Product", "Legislation")) | {
    "pg:NewsEvent"
}


def cue_nouns(head: Token) -> Iterator[str]:
    """Lemmas of the common nouns that say what the name headed by ``head`` is: appositions, predicates, titles."""
    for child in head.children:
        if child.pos_ == "NOUN" and child.dep_ in ("appos", "compound", "nmod:desc"):
            yield child.lemma_.casefold()
    above = head.head
    if above.i == head.i or above.pos_ != "NOUN":
        return
    named = head.dep_ == "appos" or (head.dep_ == "nmod" and case_of(head) == "of" and above.i < head.i)
    is_it = head.dep_ == "nsubj" and any(c.dep_ == "cop" and c.lower_ in ("is", "was") for c in above.children)
    if named or is_it:
        yield above.lemma_.casefold()


def business_nouns(head: Token) -> Iterator[str]:
    """Lemmas of what belongs to the name: "Halden's profits", "Halden shares", "the chief executive of Halden"."""
    above = head.head
    if above.i != head.i and above.pos_ == "NOUN" and head.dep_ in ("compound", "nmod:poss", "nmod"):
        yield above.lemma_.casefold()
        for child in above.children:
            if child.i == above.i - 1:
                yield f"{child.lower_} {above.lemma_.casefold()}"


class Classifier:
    """Finds the class of clusters and of unnamed phrases."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def kind(self, doc: Doc, cluster: Cluster, others: frozenset[str]) -> str | None:
        """The class of a cluster, or None where none fits; ``others`` are the keys of all names in the article."""
        if cluster.fixed_kind:
            return cluster.fixed_kind
        if cluster.family == PERSON:
            return "schema:Person"
        forms = [form.split() for form in cluster.forms()]
        nouns = self._nouns(doc, cluster)
        if cluster.family == PLACE:
            return self._place(doc, cluster, nouns, others)
        if cluster.family == GROUP:
            known = self._listed(forms, self.lexicon.organisations)
            return known if known == "schema:PoliticalParty" else "pg:Group"
        if cluster.family == ORGANIZATION:
            return self._organisation(doc, cluster, forms, nouns)
        return self._work(cluster.family, forms, nouns)

    def _nouns(self, doc: Doc, cluster: Cluster) -> list[str]:
        """The classes that the nouns around the cluster's mentions tell, in the order of the text."""
        links = sorted(cluster.links, key=lambda link: link.candidate.begin)
        heads = (head_within(doc, link.candidate.begin, link.candidate.end) for link in links)
        found = (self.lexicon.noun_cues.get(noun) for head in heads for noun in cue_nouns(head))
        return [kind for kind in found if kind is not None]

    def _place(self, doc: Doc, cluster: Cluster, nouns: list[str], others: frozenset[str]) -> str:
        forms = [form.split() for form in cluster.forms()]
        for form in forms:
            name = " ".join(form)
            country = self.lexicon.country(name)
            if country is not None and self._surely(name_key(name), country.code, others):
                cluster.country = country.code
                return "schema:Country"
        known = self._listed(forms, self.lexicon.places) or _by_words(self.lexicon.place_words, forms)
        if known:
            return known
        told = next((kind for kind in nouns if kind in _PLACES), None)
        if told is None and self._has_offices(doc, cluster):
            return "schema:Country"
        facility = any(link.candidate.facility for link in cluster.links)
        return told or ("schema:LandmarksOrHistoricalBuildings" if facility else "schema:Place")

    def _surely(self, key: str, code: str, others: frozenset[str]) -> bool:
        if key not in self.lexicon.shared_names:
            return True
        people = {word for word, country in self.lexicon.demonyms.items() if country.code == code}
        return any(word in others or f"{word}s" in others for word in people)

    def _organisation(self, doc: Doc, cluster: Cluster, forms: list[list[str]], nouns: list[str]) -> str:
        bare = [form[:-1] for form in forms if form[-1].rstrip(".") in self.lexicon.suffixes]
        known = self._listed([*forms, *bare], self.lexicon.organisations) or _by_words(
            self.lexicon.organisation_words, forms
        )
        if known:
            return known
        works = _by_words(self.lexicon.name_words, [form for form in forms if len(form) > 1])
        if works:
            return works
        told = next((kind for kind in nouns if kind not in _PLACES and kind not in _WORKS), None)
        return told or ("schema:Corporation" if self._is_business(doc, cluster) else "schema:Organization")

    def _is_business(self, doc: Doc, cluster: Cluster) -> bool:
        return any(noun in self.lexicon.business_nouns for noun in self._belongings(doc, cluster))

    def _has_offices(self, doc: Doc, cluster: Cluster) -> bool:
        """Whether the place has what only a country has; a ministry *in* it is another's."""
        heads = [head_within(doc, link.candidate.begin, link.candidate.end) for link in cluster.links]
        own = (head for head in heads if head.dep_ != "nmod" or case_of(head) == "of")
        return any(noun in self.lexicon.country_offices for head in own for noun in business_nouns(head))

    @staticmethod
    def _belongings(doc: Doc, cluster: Cluster) -> Iterator[str]:
        """Nouns for what the cluster's mentions are said to have."""
        heads = (head_within(doc, link.candidate.begin, link.candidate.end) for link in cluster.links)
        return (noun for head in heads for noun in business_nouns(head))

    def _work(self, family: str, forms: list[list[str]], nouns: list[str]) -> str | None:
        known = _by_words(self.lexicon.name_words, [form for form in forms if len(form) > 1])
        told = next((kind for kind in nouns if kind in _WORKS), None)
        if family == OTHER:
            return known or told
        return known or told or ("schema:Product" if family == PRODUCT else None)

    @staticmethod
    def _listed(forms: Iterable[Sequence[str]], names: dict[str, str]) -> str | None:
        return next((names[key] for key in (name_key(" ".join(form)) for form in forms) if key in names), None)

    def phrase(self, token: Token) -> str:
        """The class of an unnamed phrase, from its head."""
        noun = self.lexicon.noun(token) or self.lexicon.nouns.get(token.lower_)
        if noun is None:
            if self.lexicon.demonym(token.text) is None:
                return "schema:Thing"
            return "pg:Group" if is_plural(token) or token.pos_ == "ADJ" else "schema:Person"
        return noun.plural if is_plural(token) else noun.kind

    def is_area(self, token: Token) -> bool:
        """Whether the noun may mean a town, region or country, as "area" and "port" may and "museum" may not."""
        word = token.lemma_.casefold()
        return word in self.lexicon.place_nouns or word in self.lexicon.area_nouns

    def gender(self, token: Token) -> str:
        """ "male" or "female" where the noun tells it, else ""."""
        noun = self.lexicon.noun(token)
        return noun.gender if noun is not None else ""


def is_plural(token: Token) -> bool:
    """Whether a noun is in the plural."""
    return token.tag_ in ("NNS", "NNPS") or "Plur" in feature(token, "Number")


def _by_words(cues: Iterable[WordCue], forms: Sequence[Sequence[str]]) -> str | None:
    return next((cue.kind for cue in cues for form in forms if form and cue.matches(form)), None)
