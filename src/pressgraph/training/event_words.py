"""Words that may name events though the lexicon lacks them: neighbours of its triggers in a sentence encoder's space.

What it writes is for review by hand; what stands the review is ``rules/events-similar.toml``.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from pressgraph.datasets import read_conllu
from pressgraph.language.events.rules import EventRules, Rule, load_events
from pressgraph.language.factuality.forms import stems
from pressgraph.language.factuality.lexicon import load_lexicon

Array = np.ndarray[Any, Any]

FRAMES = {"VERB": ("someone {} someone", "to {} something"), "NOUN": ("the {} took place", "a {} was reported")}
"""Contexts in which a word is compared, so that it is read as a deed and not as a thing."""

_NOMINAL = ("tion", "sion", "ment", "al", "ure", "age", "out", "down", "off", "cide")
_BATCH = 64
_NEAREST = 3
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A word beside its nearest type: mean cosine to the three nearest triggers, and the lead over the next type."""

    type: str
    pos: str
    score: float
    margin: float
    word: str
    count: int


def words_of(data: Path, least: int = 3) -> dict[tuple[str, str], int]:
    """Lemma and word class of the verbs and common nouns of the treebanks, with their counts in treebanks and news."""
    forms: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for path in [*sorted(data.glob("ud/*-train.conllu")), *sorted(data.glob("gum/train/*.conllu"))]:
        for sentence in chain.from_iterable(read_conllu(path)):
            for form, lemma, pos in zip(sentence.words, sentence.lemmas, sentence.upos, strict=True):
                if pos in FRAMES and _WORD.fullmatch(lemma):
                    forms[form.lower()][lemma, pos] += 1
    counts: Counter[tuple[str, str]] = Counter()
    for readings in forms.values():
        counts.update(readings)
    news = dict(_news(data))
    for form, number in news.items():
        reading = forms[form].most_common(1)[0][0] if form in forms else _guess(form, news)
        if reading is not None:
            counts[reading] += number
    return {key: number for key, number in sorted(counts.items()) if number >= least}


def _guess(form: str, known: Mapping[str, int]) -> tuple[str, str] | None:
    """The reading of a form that the treebanks lack: a verb where its base form is known, a noun by its suffix."""
    if form.endswith(("ed", "ing")):
        base = next((stem for stem in stems(form, load_lexicon().endings) if stem in known), None)
        return (base, "VERB") if base is not None else None
    return (form, "NOUN") if form.endswith(_NOMINAL) else None


def _news(data: Path) -> Iterator[tuple[str, int]]:
    found: Counter[str] = Counter()
    for line in (data / "newswire_ner" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        for sentence in json.loads(line)["sents"]:
            found.update(token.lower() for token in sentence["tokens"])
    for line in (data / "polnear" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        found.update(_WORD.findall(json.loads(line)["text"].lower()))
    yield from found.items()


class SentenceEncoder:
    """A sentence encoder of BERT's form (all-MiniLM-L6-v2): the mean of the pieces' vectors, of length one."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        from pressgraph.training.encoder import Encoder, Form

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._encoder = Encoder(1, Form.of(folder)).eval()
        self._encoder.load_pretrained(folder, folder / "vocab.txt")

    def vectors(self, texts: Sequence[str]) -> Array:
        """Unit vectors, (texts, 384)."""
        return np.concatenate([self._part(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)])

    def _part(self, texts: Sequence[str]) -> Array:
        import torch

        ids = [self._tokenizer.encode(text).ids for text in texts]
        pieces = torch.zeros(len(ids), max(map(len, ids)), dtype=torch.long)
        for row, found in enumerate(ids):
            pieces[row, : len(found)] = torch.tensor(found)
        with torch.inference_mode():
            x = self._encoder(pieces, torch.zeros_like(pieces))
        mask = (pieces != 0)[:, :, None]
        mean = (x * mask).sum(1) / mask.sum(1)
        unit: Array = (mean / mean.norm(dim=1, keepdim=True)).numpy()
        return unit


def exemplars(rules: EventRules) -> dict[tuple[str, str], str]:
    """The type of each trigger of one word, by word and word class; words of several types are left out."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for pos, table in (("VERB", rules.verbs), ("NOUN", rules.nouns)):
        for word, entries in table.items():
            found[word, pos].update(rule.type for rest, rule in entries if not rest and _ours(rule))
    return {key: min(types) for key, types in sorted(found.items()) if len(types) == 1}


def _ours(rule: Rule) -> bool:
    return rule.origin.startswith("rule:")


def candidates(
    words: dict[tuple[str, str], int], encoder: SentenceEncoder, score: float = 0.6, margin: float = 0.05
) -> list[Candidate]:
    """The words that are near one type's triggers, and clearly nearer to them than to any other type's.

    Words of the lexicon, of whatever type, are left out.
    """
    rules = load_events()
    known = exemplars(rules)
    found = []
    for pos in FRAMES:
        triggers = [word for word, of in known if of == pos]
        types = np.array([known[word, pos] for word in triggers])
        lexicon = rules.verbs if pos == "VERB" else rules.nouns
        new = [word for word, of in words if of == pos and word not in lexicon]
        near = _placed(encoder, new, pos) @ _placed(encoder, triggers, pos).T
        for word, row in zip(new, near, strict=True):
            (best, kind), (second, _) = _ranked(row, types)[:2]
            if best >= score and best - second >= margin:
                found.append(Candidate(kind, pos, round(best, 3), round(best - second, 3), word, words[word, pos]))
    return sorted(found, key=lambda c: (c.type, c.pos, -c.score, c.word))


def _placed(encoder: SentenceEncoder, words: Sequence[str], pos: str) -> Array:
    """The words' vectors over all contexts of their class, of length one for the whole."""
    parts = [encoder.vectors([frame.format(word) for word in words]) for frame in FRAMES[pos]]
    joined: Array = np.concatenate(parts, axis=1) / np.sqrt(len(parts))
    return joined


def _ranked(row: Array, types: Array) -> list[tuple[float, str]]:
    """Each type with the mean of its nearest triggers, nearest first."""
    found = []
    for kind in sorted(set(types.tolist())):
        nearest = np.sort(row[types == kind])[::-1][:_NEAREST]
        if len(nearest) == _NEAREST:
            found.append((float(nearest.mean()), kind))
    return sorted(found, reverse=True)


def write(data: Path, encoder: Path, output: Path) -> int:
    """Writes the candidates that the data's words give, for review; their number."""
    found = candidates(words_of(data), SentenceEncoder(encoder))
    output.write_text(table(found), encoding="utf-8")
    return len(found)


def table(found: Iterable[Candidate]) -> str:
    """The candidates for review: type, word class, score, lead, count and word, with tabs between."""
    rows = (f"{c.type}\t{c.pos}\t{c.score}\t{c.margin}\t{c.count}\t{c.word}\n" for c in found)
    return "type\tclass\tscore\tlead\tcount\tword\n" + "".join(rows)
