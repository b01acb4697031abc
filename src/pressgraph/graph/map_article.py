"""The article's own description and the activity that made its graph."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from pressgraph.annotations import Claim, Entity, Event, Fact
from pressgraph.graph import literals
from pressgraph.graph.builder import Builder
from pressgraph.graph.iris import tidy, web_iri
from pressgraph.graph.namespaces import term
from pressgraph.resources import software_version

MEDIA = "schema:NewsMediaOrganization"
ORGANIZATIONS = frozenset({"schema:Organization", "schema:Corporation", MEDIA})
# A byline may name a person or an agency, so that both may be meant.
PERSONS = ORGANIZATIONS | {"schema:Person"}


def map_article(builder: Builder) -> None:
    """State what is known about the article; its IRI is also the reference context of all offsets."""
    article, node = builder.annotations.article, builder.article
    builder.a(node, "schema:NewsArticle", "nif:Context")
    builder.add(node, "schema:headline", literals.text(article.headline) if article.headline else None)
    builder.add(node, "schema:datePublished", literals.day(article.date) if article.date else None)
    builder.add(node, "schema:inLanguage", literals.text(article.language.lower()) if article.language else None)
    builder.add(node, "schema:url", web_iri(article.url))
    builder.add(node, "schema:wordCount", literals.integer(len(article.text.split())))
    builder.add(node, "schema:version", literals.text(builder.minter.version))
    builder.add(node, "nif:beginIndex", literals.integer(0))
    builder.add(node, "nif:endIndex", literals.integer(len(article.text)))
    if builder.options.include_text:
        builder.add(node, "nif:isString", literals.text(article.text))
    _people(builder)


def _people(builder: Builder) -> None:
    article = builder.annotations.article
    for author in article.authors:
        builder.add(builder.article, "schema:author", _agent(builder, author, PERSONS))
    if article.publisher:
        builder.add(builder.article, "schema:publisher", _agent(builder, article.publisher, ORGANIZATIONS))


def _agent(builder: Builder, name: str, kinds: frozenset[str]) -> NamedNode | None:
    """The entity of the article that bears the name, else an agent of unknown kind; None for a blank name."""
    name = tidy(name)
    if not name:
        return None
    for entity in builder.annotations.entities:
        if entity.standalone and entity.type in kinds and tidy(entity.name) == name:
            return builder.entities[entity.id]
    node = builder.minter.shared("agent", name)
    builder.a(node, "prov:Agent")
    builder.add(node, "schema:name", literals.text(name))
    return node


def map_citations(
    builder: Builder,
    facts: Iterable[Fact],
    events: Iterable[Event],
    claims: Iterable[Claim],
    entities: Iterable[Entity],
) -> None:
    """The media that the article cites: those that a claim, statement or event is attributed to."""
    sources = {fact.attributed_to for fact in facts} | {event.attributed_to for event in events}
    sources |= {claim.author for claim in claims}
    for entity in entities:
        if entity.id in sources and entity.type == MEDIA:
            builder.add(builder.article, "schema:citation", builder.entities[entity.id])


def map_activity(builder: Builder) -> None:
    """The run that made the graph: software, model and parameters; its time only when the options give one."""
    options = builder.options
    if not options.provenance:
        return
    release = software_version()
    stamp = literals.moment(options.run_time) if options.run_time else None
    threshold = literals.decimal(options.threshold)
    content = (release, options.model, options.profile, threshold.value, str(stamp or ""))
    node = builder.minter.local("activity", *content)
    builder.a(node, "prov:Activity")
    builder.add(node, "prov:used", builder.article)
    builder.add(node, "prov:wasAssociatedWith", _software(builder, "pressgraph", release))
    if options.model:
        name, _, number = options.model.rpartition(" ")
        builder.add(node, "prov:wasAssociatedWith", _software(builder, name or number, number if name else ""))
    builder.add(node, "pg:profile", literals.text(options.profile))
    builder.add(node, "pg:minConfidence", threshold)
    builder.add(node, "prov:endedAtTime", stamp)
    builder.add(builder.article, "prov:wasGeneratedBy", node)


def _software(builder: Builder, name: str, number: str) -> NamedNode:
    node = builder.minter.shared("software", f"{name} {number}".strip())
    builder.add(node, "rdf:type", term("prov:SoftwareAgent"), term("schema:SoftwareApplication"))
    builder.add(node, "schema:name", literals.text(name))
    builder.add(node, "schema:softwareVersion", literals.text(number) if number else None)
    return node
