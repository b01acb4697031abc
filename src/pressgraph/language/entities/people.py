"""Which names of people in an article are the same person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pressgraph.language.entities.candidates import PERSON, Candidate
from pressgraph.language.entities.clusters import Cluster
from pressgraph.language.entities.lexicon import Lexicon
from pressgraph.language.entities.spelling import SpellingIndex, allowed_edits, edits

Words = tuple[str, ...]
_HABIT = 1
"""As many mentions by surname alone, before a namesake turns up, make the surname the first bearer's own."""


def plain(word: str) -> str:
    """A word of a name as it is compared.

    >>> plain("Al-Assad"), plain("O’Neill"), plain("J.")
    ('assad', "o'neill", 'j')
    """
    text = word.casefold().replace("’", "'").replace(".", "")
    return text.removeprefix("al-").removeprefix("el-")


class People:
    """Resolves the people of one article."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.clusters: list[Cluster] = []
        self.tails: defaultdict[Words, list[Cluster]] = defaultdict(list)
        self.heads: defaultdict[Words, list[Cluster]] = defaultdict(list)
        self.inner: defaultdict[Words, list[Cluster]] = defaultdict(list)
        self.alone: dict[tuple[Words, str], Cluster] = {}
        self.habits: dict[Words, tuple[Cluster, int]] = {}
        self.spelling = SpellingIndex()
        self.waiting: list[tuple[Candidate, Words]] = []

    def resolve(self, candidates: list[Candidate]) -> list[Cluster]:
        """The clusters of the candidates, all of which are names of people."""
        short: list[tuple[Candidate, Words]] = []
        full: defaultdict[Words, list[Candidate]] = defaultdict(list)
        for candidate, words in self._worded(candidates):
            (full[words].append(candidate) if len(words) > 1 else short.append((candidate, words)))
        self._full_names(full, short)
        self._tell_apart(short)
        for candidate, words in sorted(short, key=lambda item: item[0].begin):
            self._short_name(candidate, words)
        for candidate, words in self.waiting:
            holder = self.habits.get(words)
            if holder is not None and candidate.gender in ("", holder[0].gender):
                holder[0].add(candidate, 0.8)
            else:
                self._alone(candidate, words)
        return self.clusters

    def _worded(self, candidates: list[Candidate]) -> Iterator[tuple[Candidate, Words]]:
        """Each candidate's words without "Jr."; where an article tells a Jr. from a III, the first name is marked."""
        read = [(candidate, *self._words(candidate)) for candidate in candidates]
        generations: defaultdict[Words, set[str]] = defaultdict(set)
        for _, words, suffix in read:
            generations[words].update({suffix} - {""})
        for candidate, words, suffix in read:
            apart = suffix and len(generations[words]) > 1
            yield candidate, ((f"{words[0]} {suffix}", *words[1:]) if apart else words)

    def _words(self, candidate: Candidate) -> tuple[Words, str]:
        """The words of a name, and the last suffix that was taken off them."""
        words, suffix = [plain(word.rstrip(",")) for word in candidate.words], ""
        suffixes = {suffix.casefold() for suffix in self.lexicon.name_suffixes}
        while len(words) > 1 and words[-1] in suffixes and not candidate.words[-1].isdigit():
            suffix = words.pop()
        return tuple(word for word in words if word) or (candidate.key,), suffix

    def _full_names(self, full: dict[Words, list[Candidate]], short: list[tuple[Candidate, Words]]) -> None:
        """Clusters of first and last names, the commoner wordings first; tails of longer ones count as short."""
        longer = {words[i:] for words in full for i in range(1, len(words) - 1)}
        surnames: defaultdict[str, list[Cluster]] = defaultdict(list)
        spellings = SpellingIndex()
        for words, named in sorted(full.items(), key=lambda item: (-len(item[1]), item[1][0].begin)):
            if words in longer and words[0] not in self.lexicon.first_names:
                short.extend((candidate, words) for candidate in named)
                continue
            cluster, confidence = self._same_person(words, surnames, spellings)
            if cluster is None:
                cluster = Cluster(PERSON, words=words, gender=self.lexicon.first_names.get(words[0].split()[0], ""))
                self.clusters.append(cluster)
                surnames[words[-1]].append(cluster)
                spellings.add(words[-1])
            for candidate in named:
                cluster.add(candidate, confidence)
        for cluster in sorted(self.clusters, key=lambda c: c.first):
            self._index(cluster)

    def _same_person(
        self, words: Words, surnames: dict[str, list[Cluster]], spellings: SpellingIndex
    ) -> tuple[Cluster | None, float]:
        same = [c for c in surnames.get(words[-1], ()) if self._compatible(words, c.words)]
        if len(same) == 1:
            return same[0], 0.97
        near = [c for s in spellings.near(words[-1]) for c in surnames[s] if c.words[0] == words[0]]
        near += [c for c in surnames.get(words[-1], ()) if self._misspelt(words[0], c.words[0])]
        return (near[0], 0.9) if len(near) == 1 and not same else (None, 1.0)

    def _compatible(self, one: Words, other: Words) -> bool:
        """Whether two full names of one surname may be the same: initials, middle names, short forms."""
        first, second = (self.lexicon.nicknames.get(w[0], w[0]) for w in (one, other))
        initial = len(first) == 1 or len(second) == 1
        if first[0] != second[0] or (first != second and not initial):
            return False
        middle = [w for w in one[1:-1] if len(w) > 1], [w for w in other[1:-1] if len(w) > 1]
        initials = {w[0] for w in one[1:-1]}, {w[0] for w in other[1:-1]}
        if not initials[0] or not initials[1]:
            return True
        return initials[0] == initials[1] and (not middle[0] or not middle[1] or middle[0] == middle[1])

    def _misspelt(self, one: str, other: str) -> bool:
        """Whether two first names are one, a letter or two apart; a generation's mark is no misspelling."""
        if " " in one + other:
            return False
        known = self.lexicon.first_names
        limit = min(allowed_edits(len(one)), allowed_edits(len(other)))
        return one[0] == other[0] and not (one in known and other in known) and 0 < edits(one, other) <= limit

    def _tell_apart(self, short: list[tuple[Candidate, Words]]) -> None:
        """Where "Mr. Hale" is said beside "Ann Hale", "President Hale" is the one of whom it is said more often."""
        genders: defaultdict[Words, Counter[str]] = defaultdict(Counter)
        for candidate, words in short:
            if candidate.gender:
                genders[words][candidate.gender] += 1
        for candidate, words in short:
            bearers = self.tails.get(words, ())
            if not candidate.gender and len(bearers) == 1 and set(genders[words]) - {"", bearers[0].gender}:
                candidate.gender = genders[words].most_common(1)[0][0]

    def _index(self, cluster: Cluster) -> None:
        words = cluster.words
        for i in range(1, len(words)):
            self.tails[words[i:]].append(cluster)
            if i < len(words) - 1:
                self.inner[words[i : i + 1]].append(cluster)
        self.heads[words[:1]].append(cluster)
        self.spelling.add(words[-1])

    def _short_name(self, candidate: Candidate, words: Words) -> None:
        for known, confidence in ((self.tails, 0.97), (self.heads, 0.9), (self.inner, 0.85)):
            bearers = known.get(words, [])
            fitting = [c for c in bearers if not candidate.gender or c.gender in ("", candidate.gender)]
            if len(fitting) == 1:
                self._link(fitting[0], candidate, words, confidence if len(bearers) == 1 else 0.93)
                return
            if fitting:
                self._choose(fitting, candidate, words)
                return
            if bearers:
                break
        else:
            if self._misspelt_surname(candidate, words):
                return
        self._alone(candidate, words)

    def _link(self, cluster: Cluster, candidate: Candidate, words: Words, confidence: float) -> None:
        cluster.add(candidate, confidence)
        holder, count = self.habits.get(words, (cluster, 0))
        if holder is cluster:
            self.habits[words] = cluster, count + 1

    def _choose(self, fitting: list[Cluster], candidate: Candidate, words: Words) -> None:
        """Among namesakes: the only one named so far, or the one whose surname alone has become a habit.

        A surname before any full name (a headline's) waits for the habit of the article.
        """
        known = [c for c in fitting if c.first < candidate.begin]
        holder, count = self.habits.get(words, (None, 0))
        if len(known) == 1:
            self._link(known[0], candidate, words, 0.85)
        elif holder is not None and count >= _HABIT and holder in fitting:
            holder.add(candidate, 0.8)
        elif not known:
            self.waiting.append((candidate, words))
        else:
            self._alone(candidate, words)

    def _misspelt_surname(self, candidate: Candidate, words: Words) -> bool:
        if len(words) > 1 or words[0] in self.lexicon.first_names:
            return False
        near = self.spelling.near(words[0])
        bearers = self.tails.get((near[0],), []) if len(near) == 1 else []
        if len(bearers) != 1 or (candidate.gender and bearers[0].gender not in ("", candidate.gender)):
            return False
        bearers[0].add(candidate, 0.85)
        return True

    def _alone(self, candidate: Candidate, words: Words) -> None:
        key = (words, candidate.gender)
        cluster = self.alone.get(key)
        if cluster is None:
            cluster = self.alone[key] = Cluster(PERSON, words=words, standalone=len(words) > 1)
            self.clusters.append(cluster)
        cluster.add(candidate)


def link_handles(handles: Iterable[Candidate], clusters: list[Cluster]) -> Iterator[Cluster]:
    """Joins each handle to the one named entity whose letters it has; yields new clusters for the rest."""
    letters: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for key in sorted({_letters(form) for form in cluster.forms()} | {_letters("".join(cluster.words))}):
            if len(key) > 3:
                letters[key].append(cluster)
    own: dict[str, Cluster] = {}
    for handle in handles:
        key = _letters(handle.key)
        for affix in ("", "official", "real", "the", "hq"):
            owners = letters.get(key.removesuffix(affix).removeprefix(affix) if affix else key, [])
            if owners:
                break
        if len(owners) == 1:
            owners[0].add(handle, 0.9)
            continue
        if key not in own:
            own[key] = Cluster("", standalone=False)
            yield own[key]
        own[key].add(handle)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
