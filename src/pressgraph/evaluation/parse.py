"""Tags, lemmas, trees and sentences against a treebank.

Attachment scores as in the CoNLL 2018 shared task (Zeman et al. 2018): all words count, punctuation too,
and ``las`` compares universal labels; ``las_subtypes`` compares them whole. Tags and trees are scored on
gold words and sentences, boundaries from raw text, and ``raw_*`` tell what is left of all from raw text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pressgraph.datasets import TreebankSentence, read_conllu
from pressgraph.evaluation.confusion import Confusion
from pressgraph.evaluation.gold import read_gold
from pressgraph.evaluation.mistakes import Mistake, Mistakes, marked
from pressgraph.evaluation.scores import Counts
from pressgraph.evaluation.text import treebank_text
from pressgraph.language.pipeline import load_parser

FORM = "CoNLL-U"
_MEASURES = ("uas", "las", "las_subtypes", "upos", "xpos", "feats", "lemma")


@dataclass(slots=True)
class ParseScores:
    """All from 0 to 1; the confusion is of the tags (``upos``) on gold words."""

    words: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_MEASURES, 0))
    sentences: Counts = field(default_factory=Counts)
    raw: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in ("token", "las", "upos")})
    confusion: Confusion = field(default_factory=Confusion)
    mistakes: Mistakes = field(default_factory=Mistakes)

    def as_dict(self) -> dict[str, Any]:
        scores: dict[str, Any] = {name: self.right[name] / max(1, self.words) for name in _MEASURES}
        scores["sentence_f1"] = self.sentences.f1
        scores |= {f"raw_{name}_f1": counts.f1 for name, counts in self.raw.items()}
        return scores | {"words": self.words, "confusion": self.confusion.as_dict()}


def _gold_doc(nlp: Language, sentences: Sequence[TreebankSentence]) -> Doc:
    words = [word for s in sentences for word in s.words]
    spaces = [space for s in sentences for space in s.spaces]
    starts: list[bool | int | None] = [i == 0 for s in sentences for i in range(len(s.words))]
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)


def _universal(label: str) -> str:
    return label.lower().partition(":")[0]


def _score_words(doc: Doc, sentences: Sequence[TreebankSentence], scores: ParseScores) -> None:
    right, offset = scores.right, 0
    for s in sentences:
        for i in range(len(s.words)):
            token = doc[offset + i]
            head = 0 if token.head.i == token.i else token.head.i - offset + 1
            attached = head == s.heads[i]
            label = token.dep_.lower()
            right["uas"] += attached
            right["las"] += attached and _universal(label) == _universal(s.labels[i])
            right["las_subtypes"] += attached and label == s.labels[i]
            right["upos"] += token.pos_ == s.upos[i]
            right["xpos"] += token.tag_ == s.xpos[i]
            right["feats"] += (str(token.morph) or "_") == s.feats[i]
            right["lemma"] += s.lemmas[i] == "_" or token.lemma_ == s.lemmas[i]
            scores.confusion.add(s.upos[i], token.pos_ or "_")
            _note(doc, offset, i, s, scores.mistakes)
        offset += len(s.words)


def _note(doc: Doc, offset: int, i: int, s: TreebankSentence, mistakes: Mistakes) -> None:
    """A wrong tag, and a wrong label or head, of a word; the same confusion of the same word is one mistake."""
    token = doc[offset + i]
    found = [("tag", s.upos[i], token.pos_)]
    head = s.words[s.heads[i] - 1] if s.heads[i] else "(root)"
    reached = token.head.text if token.head.i != token.i else "(root)"
    found.append(("head", f"{_universal(s.labels[i])} of {head}", f"{_universal(token.dep_)} of {reached}"))
    for what, gold, predicted in found:
        if gold != predicted:
            words = f"{what} of {token.text}: {predicted}"
            context = marked(doc.text, [(token.idx, token.idx + len(token))])
            mistakes.add(Mistake("false", words, context, None, gold))


def _extent(sentence: Span) -> tuple[int, int] | None:
    """The characters from a sentence's first word to its last, without white space around."""
    words = [t for t in sentence if not t.is_space]
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else None


def _score_raw(nlp: Language, sentences: Sequence[TreebankSentence], found: Counts, raw: dict[str, Counts]) -> None:
    text, offsets = treebank_text(sentences)
    doc = nlp(text)
    words = [t for t in doc if not t.is_space]
    found.add({span for sentence in doc.sents if (span := _extent(sentence))}, {(o[0][0], o[-1][1]) for o in offsets})
    at = {(t.idx, t.idx + len(t)): t for t in words}
    raw["token"].add(set(at), {span for own in offsets for span in own})
    for name in ("las", "upos"):
        raw[name].predicted += len(words)
    for s, own in zip(sentences, offsets, strict=True):
        for i, span in enumerate(own):
            token = at.get(span)
            for name in ("las", "upos"):
                raw[name].gold += 1
            if token is None:
                continue
            raw["upos"].right += token.pos_ == s.upos[i]
            head = token.head
            gold = None if s.heads[i] == 0 else own[s.heads[i] - 1]
            reached = None if head.i == token.i else (head.idx, head.idx + len(head))
            raw["las"].right += gold == reached and _universal(token.dep_) == _universal(s.labels[i])


def evaluate_parse(*paths: Path | str, nlp: Language | None = None) -> ParseScores:
    """Scores the pipeline on CoNLL-U files, together.

    Raises:
        FormatError: a file is no CoNLL-U.
    """
    pipeline = nlp or load_parser()
    scores = ParseScores()
    for sentences in read_gold(paths, read_conllu, FORM):
        doc = _gold_doc(pipeline, sentences)
        for _, component in pipeline.pipeline:
            doc = component(doc)
        _score_words(doc, sentences, scores)
        scores.words += len(doc)
        _score_raw(pipeline, sentences, scores.sentences, scores.raw)
    return scores
