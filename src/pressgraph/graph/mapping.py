"""From annotations to RDF: the entry points of the map stage.

Decisions, beyond the vocabulary's own text:

- The named graph is the article's IRI, which is also the reference context of every offset (``nif:Context``).
- A statement is content, status, source and validity: facts that agree in these become one node with all their
  evidence and the highest confidence. Where two differ only in status, both nodes stay.
- Items below the threshold leave nothing behind: links to them are left out, and so are unnamed people whom only
  they involve.
- An event's unresolved date stays text (``pg:dateText``).
- Authors and publisher are the article's entities of that name where it has them, else nodes of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Dataset, Quad

from pressgraph.annotations import Annotations
from pressgraph.graph.builder import Builder
from pressgraph.graph.map_article import map_activity, map_article, map_citations
from pressgraph.graph.map_claims import map_claims
from pressgraph.graph.map_entities import map_entities, name_entities, referenced, shown
from pressgraph.graph.map_events import map_events
from pressgraph.graph.map_facts import map_facts
from pressgraph.graph.map_values import map_values
from pressgraph.graph.options import MappingOptions

if TYPE_CHECKING:
    import rdflib


def to_quads(annotations: Annotations, options: MappingOptions | None = None) -> list[Quad]:
    """The quads of an article, each once, in its named graph; the order is that of the annotations.

    Raises PressgraphError when an item refers to an entity or to characters that are not there.
    """
    return mapped(annotations, options).quads


def mapped(annotations: Annotations, options: MappingOptions | None = None) -> Builder:
    """What `to_quads` gives, before it takes the form of quads."""
    builder = Builder(annotations, options or MappingOptions())
    builder.entities = name_entities(annotations, builder.minter)
    map_article(builder)
    map_values(builder)
    facts, events = map_facts(builder), map_events(builder)
    claims = map_claims(builder)
    entities = shown(annotations, referenced(facts, events, claims))
    map_entities(builder, entities)
    map_citations(builder, facts, events, claims, entities)
    map_activity(builder)
    return builder


def to_dataset(annotations: Annotations, **options: Any) -> Dataset:
    """The article's graph as a pyoxigraph dataset; ``options`` are those of `MappingOptions`."""
    return Dataset(to_quads(annotations, MappingOptions(**options)))


def to_rdflib(annotations: Annotations, **options: Any) -> rdflib.Dataset:
    """The article's graph as an rdflib dataset. RDF 1.2 reifiers do not fit into one (OptionError)."""
    from pressgraph.graph.interop import as_rdflib

    return as_rdflib(to_quads(annotations, MappingOptions(**options)))
