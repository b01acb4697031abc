"""Clusters: the names that refer to one entity of the article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pressgraph.language.entities.candidates import Candidate


@dataclass(slots=True)
class Link:
    """A candidate and how sure it is that it belongs to its cluster."""

    candidate: Candidate
    confidence: float = 1.0


@dataclass(slots=True)
class Cluster:
    """The mentions of one entity by name; ``first`` is the token that the first of them begins with."""

    family: str
    links: list[Link] = field(default_factory=list)
    words: tuple[str, ...] = ()
    gender: str = ""
    standalone: bool = True
    fixed_name: str = ""
    fixed_kind: str = ""
    country: str = ""
    first: int = 1 << 60

    def add(self, candidate: Candidate, confidence: float = 1.0) -> None:
        """Adds a mention; a title's gender becomes the cluster's."""
        self.links.append(Link(candidate, confidence))
        self.first = min(self.first, candidate.begin)
        self.gender = self.gender or candidate.gender

    def absorb(self, other: Cluster, confidence: float) -> None:
        """Takes over the mentions of another cluster."""
        for link in other.links:
            self.links.append(Link(link.candidate, min(link.confidence, confidence)))
        self.first = min(self.first, other.first)
        self.gender = self.gender or other.gender
        other.links = []

    def forms(self) -> list[str]:
        """The wordings in use, the fullest first; of equally long ones the most frequent, then the first used."""
        texts = [
            (" ".join(k.candidate.words), k.candidate) for k in sorted(self.links, key=lambda k: k.candidate.begin)
        ]
        names = [(text, c) for text, c in texts if not c.handle] or texts
        counts = Counter(text for text, _ in names)
        order = {text: i for i, text in reversed(list(enumerate(dict.fromkeys(text for text, _ in names))))}
        handles = [text for text, c in texts if c.handle and text not in counts]
        ranked = sorted(counts, key=lambda t: (-_fullness(t), -counts[t], order[t]))
        return list(dict.fromkeys([*ranked, *handles]))


def _fullness(text: str) -> int:
    """Number of words; capitals throughout count less, for headlines and acronyms."""
    words = [word for word in text.split() if word.lower() != "the"]
    return 2 * len(words) - (text.isupper() and len(text) > 5) + (len(words) == 1 and not text.isupper())
