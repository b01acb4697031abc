"""The one place where quads of an article's graph are collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from pressgraph.annotations import Annotations, Span
from pressgraph.errors import PressgraphError
from pressgraph.graph import literals
from pressgraph.graph.iris import Minter
from pressgraph.graph.namespaces import term, written
from pressgraph.graph.options import MappingOptions

Node = NamedNode | Literal


class Builder:
    """Collects the quads of one article, each once, and knows the IRIs that its items were given."""

    def __init__(self, annotations: Annotations, options: MappingOptions) -> None:
        self.annotations = annotations
        self.options = options
        self.minter = Minter(annotations.article, options.base)
        self.article = self.minter.article
        self.text = annotations.article.text
        self.entities: dict[str, NamedNode] = {}
        self.items: dict[str, NamedNode] = {}
        self._spans: dict[Span, NamedNode] = {}
        self._stated: dict[tuple[NamedNode, str, Node | Triple], None] = {}

    @property
    def quads(self) -> list[Quad]:
        """Everything collected, in the order of collection."""
        return [Quad(subject, term(name), value, self.article) for subject, name, value in self._stated]

    def lines(self, graphs: bool = True) -> Iterator[str]:
        """The same as lines of N-Quads, or of N-Triples without ``graphs``, in no special order.

        Terms write themselves as the formats ask for; making quads first would take several times as long.
        """
        end = f" {self.article} .\n" if graphs else " .\n"
        last, begin = self.article, str(self.article)
        for subject, name, value in self._stated:
            if subject is not last:  # what is said of a node mostly stands together
                last, begin = subject, str(subject)
            shown = f"<<( {value} )>>" if isinstance(value, Triple) else str(value)
            yield f"{begin} {written(name)} {shown}{end}"

    def add(self, subject: NamedNode, predicate: str, *objects: Node | None) -> None:
        """State ``predicate`` (a CURIE) of the subject, once per object; None stands for nothing known."""
        for value in objects:
            if value is not None:
                self._stated[subject, predicate, value] = None

    def a(self, subject: NamedNode, *classes: str) -> None:
        """State the classes (CURIEs) of a node."""
        self.add(subject, "rdf:type", *map(term, classes))

    def reify(self, node: NamedNode, triple: Triple) -> None:
        """Make the node an RDF 1.2 reifier of the triple, which is thereby not asserted."""
        self._stated[node, "rdf:reifies", triple] = None

    def entity(self, id_: str | None, where: str) -> NamedNode | None:
        """The IRI of an entity by its id. Raises PressgraphError when ``where`` refers to one that does not exist."""
        if id_ is None:
            return None
        if id_ not in self.entities:
            raise PressgraphError(
                f"{where} refers to the entity {id_!r}, which the annotations do not have: add it there"
            )
        return self.entities[id_]

    def span(self, span: Span) -> NamedNode:
        """The node of a piece of text, described on first use. Raises PressgraphError when it lies outside the text."""
        if not 0 <= span.begin < span.end <= len(self.text):
            raise PressgraphError(
                f"the span {span.begin},{span.end} lies outside the article's {len(self.text)} characters: "
                "offsets must refer to Article.text, the end exclusive"
            )
        if span in self._spans:
            return self._spans[span]
        node = self._spans[span] = self.minter.span(span)
        self.a(node, "nif:RFC5147String")
        self.add(node, "nif:beginIndex", literals.integer(span.begin))
        self.add(node, "nif:endIndex", literals.integer(span.end))
        self.add(node, "nif:anchorOf", literals.text(span.of(self.text)))
        self.add(node, "nif:referenceContext", self.article)
        return node

    def evidence(self, subject: NamedNode, spans: Iterable[Span]) -> None:
        """Where a node comes from: its spans, or without provenance the article as a whole."""
        if not self.options.provenance:
            self.add(subject, "schema:subjectOf", self.article)
            return
        for span in spans:
            self.add(subject, "prov:wasDerivedFrom", self.span(span))

    def origin(self, subject: NamedNode, origins: Iterable[str]) -> None:
        """Which rules or models found it."""
        if self.options.provenance:
            self.add(subject, "pg:origin", *(literals.text(origin) for origin in origins if origin))

    def keeps(self, confidence: float) -> bool:
        """Whether an item of this confidence enters the graph."""
        return confidence >= self.options.threshold
