"""A difference as RDF: a change set (http://vocab.org/changeset) with the nodes that came and went, described."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from pressgraph.store.difference import Difference
from pressgraph.store.explain import Explanation
from pressgraph.store.reifiers import unfold
from pressgraph.store.terms import TYPE, term

_CS: Final = "http://purl.org/vocab/changeset/schema#"
_BASE: Final = "https://w3id.org/pressgraph/id/changes/"
_NAMES: Final = frozenset({TYPE, term("schema:name")})


def change_set(found: Difference, old: Iterable[Quad], new: Iterable[Quad]) -> list[Quad]:
    """The change set in the default graph; what went in its former graph, what came in its new one.

    A statement, claim or event that changed is both removed and added; where it kept its IRI, the removed one gets
    an IRI of the change set's own, so that the two descriptions stay apart. Empty where nothing differs.
    """
    if not found:
        return []
    gone = [*found.withdrawn, *(before for before, _ in found.changed)]
    come = [*found.added, *(after for _, after in found.changed)]
    node = _minted(gone, come)
    kept = {item.node for item in gone} & {item.node for item in come}
    former = {NamedNode(name): NamedNode(f"{node.value}/removed/{_digest(name)}") for name in kept}
    described = [_renamed(quad, former) for quad in _described(gone, old)]
    links = _links(node, [former.get(NamedNode(item.node), NamedNode(item.node)) for item in gone], come)
    return list(dict.fromkeys([*links, *described, *_described(come, new)]))


def _minted(gone: list[Explanation], come: list[Explanation]) -> NamedNode:
    """The change set's IRI, from what went and came."""
    names = sorted(f"{mark} {item}" for mark, items in (("-", gone), ("+", come)) for item in items)
    return NamedNode(_BASE + _digest("\n".join(names)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _links(node: NamedNode, gone: list[NamedNode], come: list[Explanation]) -> Iterator[Quad]:
    yield Quad(node, TYPE, NamedNode(f"{_CS}ChangeSet"))
    for name in gone:
        yield Quad(node, NamedNode(f"{_CS}removal"), name)
    for item in come:
        yield Quad(node, NamedNode(f"{_CS}addition"), NamedNode(item.node))
        if item.article:
            yield Quad(node, NamedNode(f"{_CS}subjectOfChange"), NamedNode(item.article))


def _renamed(quad: Quad, names: dict[NamedNode, NamedNode]) -> Quad:
    subject, value = quad.subject, quad.object
    if isinstance(subject, NamedNode):
        subject = names.get(subject, subject)
    if isinstance(value, NamedNode):
        value = names.get(value, value)
    return Quad(subject, quad.predicate, value, quad.graph_name)


def _described(items: Iterable[Explanation], quads: Iterable[Quad]) -> Iterator[Quad]:
    """All that a graph says of the nodes, and the classes and names of what they refer to."""
    about: dict[object, list[Quad]] = defaultdict(list)
    for quad in quads:
        for triple in unfold([quad.triple]):
            whole = Quad(triple.subject, triple.predicate, triple.object, quad.graph_name)
            about[triple.subject].append(whole)
    for item in items:
        own = about.get(NamedNode(item.node), [])
        yield from own
        for quad in own:
            yield from (named for named in about.get(quad.object, []) if _is_name(named))


def _is_name(quad: ox.Quad) -> bool:
    return quad.predicate in _NAMES
