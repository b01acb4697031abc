"""Parsed documents written by hand: one ``form/UPOS[:XPOS]/label/head`` per word, heads counted from 1, 0 the root."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span

from pressgraph.annotations import Article
from pressgraph.language.entities.component import create_entities
from pressgraph.language.entities.register import Register
from pressgraph.language.extensions import register_extensions

NLP = spacy.blank("en")
_MORPHS = {
    "he": "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
    "him": "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
    "his": "Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
    "she": "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
    "her": "Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
    "it": "Gender=Neut|Number=Sing|Person=3|PronType=Prs",
    "its": "Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
    "who": "PronType=Rel",
    "which": "PronType=Rel",
    "not": "Polarity=Neg",
}
_TAGS = {
    "NOUN": "NN",
    "PROPN": "NNP",
    "VERB": "VBD",
    "ADJ": "JJ",
    "PRON": "PRP",
    "ADP": "IN",
    "DET": "DT",
    "AUX": "VBD",
}
_TIGHT = frozenset([".", ",", "'s", ")", "-", ";"])


def _lemma(form: str, upos: str, tag: str) -> str:
    if tag == "NNS" or (upos == "NOUN" and form.endswith("s") and tag != "NN"):
        return form.lower().removesuffix("s")
    return form if upos == "PROPN" or (upos == "ADJ" and form[0].isupper()) else form.lower()


def parsed(*sentences: str, article: Article | None = None) -> Doc:
    """A document of sentences, each a string of words as above."""
    register_extensions()
    words, spaces, pos, tags, lemmas, heads, deps, morphs = ([] for _ in range(8))  # type: ignore[var-annotated]
    for sentence in sentences:
        start = len(words)
        for item in sentence.split():
            form, kind, label, head = item.rsplit("/", 3)
            upos, _, tag = kind.partition(":")
            if spaces and (form in _TIGHT or words[-1] in ("(", "-", "@")):
                spaces[-1] = False
            words.append(form)
            spaces.append(True)
            pos.append(upos)
            tags.append(tag or _TAGS.get(upos, upos))
            lemmas.append(_lemma(form, upos, tag))
            heads.append(start + int(head) - 1 if head != "0" else len(words) - 1)
            deps.append(label if head != "0" else "ROOT")
            morphs.append(_MORPHS.get(form.lower(), "Number=Plur" if tag == "NNS" else ""))
    doc = Doc(
        NLP.vocab, words=words, spaces=spaces, pos=pos, tags=tags, lemmas=lemmas, heads=heads, deps=deps, morphs=morphs
    )
    doc._.article = article
    return doc


def named(doc: Doc, *names: str) -> Doc:
    """Gives a document its entities, as ``Class text`` or ``Class/probability text``, each found after the last."""
    place, spans = 0, []
    for name in names:
        label, _, text = name.partition(" ")
        label, _, probability = label.partition("/")
        begin = doc.text.index(text, place)
        span = doc.char_span(begin, begin + len(text), label=label, alignment_mode="expand")
        assert isinstance(span, Span)
        span._.probability = float(probability or 0.9)
        spans.append(span)
        place = begin + len(text)
    doc.ents = tuple(spans)
    return doc


def flat(text: str) -> str:
    """A list of proper names as a sentence in which each hangs on the one before; commas end a name."""
    items, head = [], 0
    for number, word in enumerate(text.split(), 1):
        if word in (",", ".", "(", ")"):
            items.append(f"{word}/PUNCT/punct/{head or 1}")
            continue
        items.append(f"{word}/PROPN/{'dep' if head else 'root'}/{head}")
        head = head or number
    return " ".join(items)


def registered(doc: Doc, *names: str, rules: tuple[str, ...] = ()) -> Register:
    """The register of a document with the given names."""
    component = create_entities(NLP, "entities", list(rules))
    register: Register = component(named(doc, *names))._.register
    return register


def clusters(register: Register) -> dict[str, list[str]]:
    """The entities' names with the texts of their mentions."""
    text = register.doc.text
    return {
        f"{entity.type} {entity.name}": [m.span.of(text) for m in register.mentions() if m.entity == entity.id]
        for entity in register.entities()
    }
