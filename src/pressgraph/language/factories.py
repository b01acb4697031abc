"""The pipeline's components as spaCy factories, registered in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from pressgraph.language.attribution.component import create_attribution
from pressgraph.language.attribution.parts import AttributionsComponent
from pressgraph.language.coreference.component import CoreferenceComponent
from pressgraph.language.encoder import EncoderComponent
from pressgraph.language.entities.component import create_entities
from pressgraph.language.events.component import create_events
from pressgraph.language.extensions import register_extensions
from pressgraph.language.facts.component import create_facts
from pressgraph.language.names import NamesComponent
from pressgraph.language.parser import ParserComponent
from pressgraph.language.relations.component import RelationsComponent
from pressgraph.language.tagger import TaggerComponent
from pressgraph.language.values.component import create_values


@dataclass(frozen=True, slots=True)
class Factory:
    """A component: what makes it, its settings, and which attributes it reads and sets."""

    create: Callable[..., Any]
    settings: dict[str, Any]
    requires: tuple[str, ...]
    assigns: tuple[str, ...]


_MODEL: dict[str, Any] = {"folder": "", "threads": 0}
_RULES: dict[str, Any] = {"rules": []}
_READING = ("doc._.reading",)
_TREE = ("token.dep", "token.head", "token.lemma", "token.pos")

FACTORIES: dict[str, Factory] = {
    "pressgraph_encoder": Factory(EncoderComponent.create, _MODEL, (), _READING),
    "pressgraph_tagger": Factory(
        TaggerComponent.create, _MODEL, _READING, ("token.pos", "token.tag", "token.morph", "token.lemma")
    ),
    "pressgraph_parser": Factory(
        ParserComponent.create, _MODEL, _READING, ("token.dep", "token.head", "token.is_sent_start", "doc.sents")
    ),
    "pressgraph_ner": Factory(NamesComponent.create, _MODEL, _READING, ("doc.ents", "token.ent_type", "token.ent_iob")),
    "pressgraph_values": Factory(create_values, _RULES, (), ("doc._.values",)),
    "pressgraph_entities": Factory(
        create_entities, _RULES, (*_TREE, "doc.ents", "doc._.values"), ("doc._.register", "doc._.dropped")
    ),
    "pressgraph_coreference": Factory(
        CoreferenceComponent.create,
        _MODEL,
        (*_READING, *_TREE, "doc._.register"),
        ("doc._.coreference", "doc._.register"),
    ),
    "pressgraph_attributions": Factory(AttributionsComponent.create, _MODEL, _READING, ("doc._.attributions",)),
    "pressgraph_attribution": Factory(create_attribution, _RULES, (*_TREE, "doc._.register"), ("doc._.claims",)),
    "pressgraph_relations": Factory(
        RelationsComponent.create, _MODEL, (*_READING, "doc._.register", "doc._.values"), ("doc._.relations",)
    ),
    "pressgraph_facts": Factory(create_facts, _RULES, (*_TREE, "doc._.register", "doc._.claims"), ("doc._.facts",)),
    "pressgraph_events": Factory(create_events, _RULES, (*_TREE, "doc._.register", "doc._.claims"), ("doc._.events",)),
}
"""The components of the pipeline, in the order that they run."""

PARSING = ("pressgraph_encoder", "pressgraph_tagger", "pressgraph_parser", "pressgraph_ner")
"""The components that read the model: tags, trees, sentences and names."""


def register_factories() -> None:
    """Makes the components known to spaCy, for `add_pipe`; may be called more than once."""
    register_extensions()
    for name, factory in FACTORIES.items():
        if not Language.has_factory(name):
            Language.factory(
                name,
                default_config=factory.settings,
                requires=factory.requires,
                assigns=factory.assigns,
                func=factory.create,
            )
