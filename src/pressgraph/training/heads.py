"""The heads that score pairs: antecedents, relations, and the parts of attributions.

Each projects words within the exported network; what combines two projections is exported as arrays and
computed at run time (`pressgraph.language`), for the pairs that are asked for.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from pressgraph.language.coreference.features import MATCHES, PRONOUNS
from pressgraph.language.scoring import DISTANCES, SIGNED


class Antecedents(nn.Module):
    """Scores pairs of words that head mentions: bilinear, plus what the words' forms and distance say."""

    def __init__(self, width: int, inner: int = 128, small: int = 8, hidden: int = 32) -> None:
        super().__init__()
        self.later, self.earlier = nn.Linear(width, inner), nn.Linear(width, inner)
        self.mention = nn.Linear(width, 1)
        sizes = (PRONOUNS, PRONOUNS, MATCHES, DISTANCES, DISTANCES)
        self.tables = nn.ModuleList(nn.Embedding(size, small) for size in sizes)
        self.hidden = nn.Linear(len(sizes) * small, hidden)
        self.score = nn.Linear(hidden, 1)

    def features(self, classes: tuple[Tensor, ...]) -> Tensor:
        joined = torch.cat([table(own) for table, own in zip(self.tables, classes, strict=True)], dim=-1)
        return self.score(functional.gelu(self.hidden(joined))).squeeze(-1)


class Relations(nn.Module):
    """Scores relations between spans: their mean projections, the product of these, and the distance."""

    def __init__(self, width: int, relations: int, inner: int = 192, small: int = 16) -> None:
        super().__init__()
        self.subject, self.object = nn.Linear(width, inner), nn.Linear(width, inner)
        self.distance = nn.Embedding(SIGNED, small)
        self.hidden = nn.Linear(3 * inner + small, inner)
        self.score = nn.Linear(inner, relations)
        nn.init.constant_(self.score.bias, -4.0)

    def forward(self, subjects: Tensor, objects: Tensor, distance: Tensor) -> Tensor:
        """Logits (pairs, relations); the spans' vectors are means of projected words."""
        s, o = functional.gelu(subjects), functional.gelu(objects)
        joined = torch.cat([s, o, s * o, self.distance(distance)], dim=-1)
        return self.score(functional.gelu(self.hidden(joined)))


class Links(nn.Module):
    """Scores which source and which content belong to a cue; ``none`` is the score of having no source."""

    def __init__(self, width: int, inner: int = 64) -> None:
        super().__init__()
        self.cue, self.source, self.content = (nn.Linear(width, inner) for _ in range(3))
        self.source_distance, self.content_distance = nn.Embedding(SIGNED, 1), nn.Embedding(SIGNED, 1)
        self.none = nn.Parameter(torch.zeros(1))
