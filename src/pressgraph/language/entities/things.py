"""Which names of organisations, places, groups and other things in an article are the same one."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from spacy.tokens import Doc

from pressgraph.language.entities.candidates import GROUP, ORGANIZATION, PLACE, Candidate
from pressgraph.language.entities.clusters import Cluster
from pressgraph.language.entities.lexicon import Lexicon, name_key
from pressgraph.language.entities.spelling import SpellingIndex

_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "de", "la", "du", "&", "to"])


class Things:
    """Resolves all names of one article that are not people's."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.suffixes = {suffix.casefold().replace(".", "") for suffix in lexicon.suffixes}
        self.first = {word.casefold() for word in lexicon.club_names}
        self.tails = {tail.casefold() for tail in lexicon.tails}
        self.clusters: dict[tuple[str, str], Cluster] = {}

    def resolve(self, doc: Doc, candidates: list[Candidate]) -> list[Cluster]:
        """The clusters of the candidates."""
        by_place: dict[int, tuple[str, str]] = {}
        for candidate in candidates:
            key = self._key(candidate)
            if key not in self.clusters:
                words = tuple(name_key(" ".join(candidate.words)).split())
                self.clusters[key] = Cluster(candidate.family, words=words)
            self.clusters[key].add(candidate)
            by_place[candidate.begin] = key
        self._bracketed(doc, candidates, by_place)
        self._respelt()
        self._acronyms()
        self._short_forms()
        self._misspellings()
        return list({id(cluster): cluster for cluster in self.clusters.values() if cluster.links}.values())

    def _key(self, candidate: Candidate) -> tuple[str, str]:
        """Names of one key are the same: the country's code, or the words without legal form and article."""
        name = " ".join(candidate.words)
        if candidate.family in (PLACE, GROUP):
            country = self.lexicon.country(name)
            if country is not None:
                return candidate.family, f"iso {country.code}"
        if candidate.family == PLACE and candidate.key in self.lexicon.cities:
            return PLACE, f"city {self.lexicon.cities[candidate.key]}"
        if candidate.family == GROUP:
            return GROUP, candidate.key.removesuffix("s")
        if candidate.family != ORGANIZATION:
            return candidate.family, candidate.key
        return ORGANIZATION, " ".join(self._national(self._stem(candidate.key.replace(",", "").split())))

    def _national(self, words: list[str]) -> list[str]:
        """ "US Congress" and "United States Congress" are one name."""
        for size in range(min(3, len(words) - 1), 0, -1):
            country = self.lexicon.countries.get(" ".join(words[:size]))
            if country is not None:
                return [f"iso-{country.code}", *words[size:]]
        return words

    def _stem(self, words: list[str]) -> list[str]:
        while len(words) > 1 and words[-1] in self.suffixes and words[-2] not in _SMALL:
            words = words[:-1]
        return words

    def _join(self, one: tuple[str, str], other: tuple[str, str], confidence: float) -> None:
        """Merges the second cluster into the first."""
        target, source = self.clusters[one], self.clusters[other]
        if target is not source:
            target.absorb(source, confidence)
            self.clusters[other] = target

    def _bracketed(self, doc: Doc, candidates: list[Candidate], by_place: dict[int, tuple[str, str]]) -> None:
        """ "Name (ACRONYM)" and "ACRONYM (Name)"."""
        for before, after in pairwise(candidates):
            gap = after.begin - before.end
            if gap != 1 or doc[before.end].text != "(" or after.end >= len(doc) or doc[after.end].text != ")":
                continue
            full, short = sorted((before, after), key=lambda c: -len(c.words))
            if before.family == after.family and _stands_for(short.key, full.key.split()):
                self._join(by_place[full.begin], by_place[short.begin], 0.98)

    def _respelt(self) -> None:
        """Names that differ only in spaces, hyphens or full stops: "J.P. Morgan" and "JPMorgan"."""
        squeezed: dict[tuple[str, str], tuple[str, str]] = {}
        for key in list(self.clusters):
            letters = "".join(c for c in key[1] if c.isalnum())
            if len(letters) > 4:
                self._join(squeezed.setdefault((key[0], letters), key), key, 0.95)

    def _acronyms(self) -> None:
        """An acronym elsewhere in the text, of the one name whose initials it has."""
        initials: defaultdict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
        for key in list(self.clusters):
            cluster = self.clusters[key]
            if len(cluster.words) > 1 and key[0] in (ORGANIZATION, PLACE):
                for text in {
                    "".join(w[0] for w in cluster.words),
                    "".join(w[0] for w in cluster.words if w not in _SMALL),
                }:
                    initials[key[0], text][str(cluster.words)] = key
        for key in list(self.clusters):
            cluster = self.clusters[key]
            upper = all(link.candidate.words[0].isupper() for link in cluster.links)
            owners = initials.get((key[0], key[1]), {})
            if len(cluster.words) == 1 and upper and cluster.links and len(owners) == 1:
                owner = next(iter(owners.values()))
                if len(key[1]) > 2 or self._same_listing(key[1], owner[1]):
                    self._join(owner, key, 0.92)

    def _same_listing(self, short: str, full: str) -> bool:
        """Whether both are listed organisations of one class, as a short acronym needs ("EU", "UN")."""
        listed = self.lexicon.organisations
        return short in listed and listed[short] == listed.get(full)

    def _short_forms(self) -> None:
        """A beginning or a telling end of one longer name of an organisation."""
        longer: defaultdict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
        for key, cluster in self.clusters.items():
            if key[0] == ORGANIZATION and len(cluster.words) > 1:
                stems = {" ".join(cluster.words[:i]) for i in range(1, len(cluster.words))}
                stems |= {w for w in cluster.words[-1:] if w in self.tails}
                if cluster.words[0] in self.first:
                    stems.add(" ".join(cluster.words[1:]))
                for stem in stems:
                    longer[stem].setdefault(id(cluster), key)
        for key in list(self.clusters):
            cluster, owners = self.clusters[key], longer.get(key[1], {})
            owners = {i: k for i, k in owners.items() if i != id(cluster)}
            if key[0] != ORGANIZATION or len(owners) != 1 or not cluster.links:
                continue
            owner = next(iter(owners.values()))
            if self._telling(key[1], cluster) or self._is_club(key[1], owner[1]):
                self._join(owner, key, 0.9)

    def _is_club(self, short: str, full: str) -> bool:
        """Whether the short form is a club's name without "United" or the like; a town or a country stays one."""
        words = full.split()
        listed = short in self.lexicon.countries or short in self.lexicon.places or short in self.lexicon.demonyms
        return not listed and words[-1] in self.tails and " ".join(words[:-1]) == short

    def _telling(self, name: str, cluster: Cluster) -> bool:
        """Whether a short form says enough by itself: no place, people, first name or common noun."""
        words = name.split()
        lexicon = self.lexicon
        if name in lexicon.countries or name in lexicon.places or name in lexicon.demonyms or words[-1] in _SMALL:
            return False
        if name in self.tails:
            article = any(link.candidate.words[0] == "The" for link in cluster.links)
            return not (article and name in lexicon.organisations)
        common = len(words) == 1 and (name in lexicon.nouns or name in lexicon.first_names or name in _GENERIC)
        return not common and name not in lexicon.organisations

    def _misspellings(self) -> None:
        """The rarer of two names joins the commoner where they differ by a slip of the pen in a long word."""
        ranked = sorted(
            ((key, c) for key, c in self.clusters.items() if c.links and key[0] in (ORGANIZATION, PLACE)),
            key=lambda item: (-len(item[1].links), item[1].first),
        )
        indexes: defaultdict[str, SpellingIndex] = defaultdict(SpellingIndex)
        for key, cluster in ranked:
            index = indexes[key[0]]
            single = len(cluster.words) == 1 and len(key[1]) >= 7 and not self._listed(key)
            near = index.near(key[1]) if single and len(cluster.links) == 1 else []
            if len(near) == 1 and not self._plural(near[0], key[1]):
                self._join((key[0], near[0]), key, 0.85)
            elif len(cluster.words) == 1:
                index.add(key[1])

    def _listed(self, key: tuple[str, str]) -> bool:
        return (
            key[1].startswith(("iso ", "city "))
            or key[1] in self.lexicon.places
            or key[1] in self.lexicon.organisations
        )

    @staticmethod
    def _plural(one: str, other: str) -> bool:
        return one.rstrip("s") == other.rstrip("s")


# fmt: off
_GENERIC = frozenset({
    "national", "international", "royal", "general", "united", "new", "first", "american", "british", "central",
    "federal", "state", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
    "department", "ministry", "university", "college", "bank", "court", "house", "office", "democratic",
    "republican", "social", "world", "european", "global", "air", "great", "grand", "high", "supreme",
    "constitutional", "people", "free", "red", "green", "black", "white", "saint", "st",
})
# fmt: on


def _stands_for(short: str, words: list[str]) -> bool:
    """Whether the letters of an acronym are, in order, letters of the words, most of them initials."""
    letters = [c for c in short if c.isalpha()]
    initials = [w[0] for w in words if w]
    if not letters or len(letters) > 10:
        return False
    hits, place = 0, 0
    for letter in letters:
        if letter in initials[place:]:
            place = initials.index(letter, place) + 1
            hits += 1
    return letters[0] == initials[0] and hits >= max(2, (len(letters) + 1) // 2)
