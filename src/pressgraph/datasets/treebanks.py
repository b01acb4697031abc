"""Treebanks: CoNLL-U (universaldependencies.org/format.html) read into sentences of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NO_SPACE = "SpaceAfter=No"
NAME = "NER="
"""Entries of the last column: no space follows; the word's BIO tag, where it is part of a name."""


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """One syntactic sentence; ``heads`` count from 1 within the sentence, 0 is the root.

    ``names``: BIO tags from entries ``NER=`` of the last column, which treebanks do not have: O for each word there.
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    names: tuple[str, ...]
    starts_paragraph: bool


def _spaces(lines: list[list[str]]) -> list[bool]:
    """Whether a space follows each word: ``SpaceAfter=No`` of words and of multi-word tokens."""
    inside: dict[int, bool] = {}
    for columns in lines:
        if "-" in columns[0]:
            first, last = (int(part) for part in columns[0].split("-"))
            for i in range(first, last):
                inside[i] = False
            inside[last] = NO_SPACE not in columns[9]
    words = [columns for columns in lines if columns[0].isdigit()]
    return [inside.get(int(columns[0]), NO_SPACE not in columns[9]) for columns in words]


def _name(rest: str) -> str:
    return next((entry.removeprefix(NAME) for entry in rest.split("|") if entry.startswith(NAME)), "O")


def _sentence(comments: list[str], lines: list[list[str]], where: str) -> TreebankSentence:
    words = [columns for columns in lines if columns[0].isdigit()]
    column = list(zip(*words, strict=True))
    heads = tuple(map(int, column[6]))
    if any(not 0 <= head <= len(words) for head in heads):
        raise ValueError(f"{where}: a head is no word of the sentence; is the file cut off here?")
    return TreebankSentence(
        words=column[1],
        spaces=tuple(_spaces(lines)),
        lemmas=column[2],
        upos=column[3],
        xpos=column[4],
        feats=column[5],
        heads=heads,
        labels=column[7],
        names=tuple(map(_name, column[9])),
        starts_paragraph=any(c.startswith(("# newpar", "# newdoc")) for c in comments),
    )


def read_conllu(path: Path) -> Iterator[list[TreebankSentence]]:
    """The documents of a CoNLL-U file, split at ``# newdoc``; empty nodes are left out.

    Raises:
        ValueError: a word line has other than ten columns, or a head that is no number or no word of its sentence.
    """
    document: list[TreebankSentence] = []
    comments: list[str] = []
    lines: list[list[str]] = []
    with path.open(encoding="utf-8") as stream:
        for number, raw in enumerate(stream, 1):
            line = raw.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
            elif line:
                columns = line.split("\t")
                if len(columns) != 10:
                    raise ValueError(f"{path}:{number}: a CoNLL-U word line has 10 columns, this one {len(columns)}")
                lines.append(columns)
            elif lines:
                if any(c.startswith("# newdoc") for c in comments) and document:
                    yield document
                    document = []
                document.append(_sentence(comments, lines, f"{path}:{number}"))
                comments, lines = [], []
    if lines:
        document.append(_sentence(comments, lines, f"{path}:{number}"))
    if document:
        yield document


def treebank_files(data: Path, split: str) -> list[Path]:
    """EWT's file and GUM's, in a fixed order; ``split`` is ``train`` or ``dev``."""
    return [data / "ud" / f"ewt-{split}.conllu", *sorted((data / "gum" / split).glob("*.conllu"))]
