"""SPARQL checks on Oxigraph, in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from pressgraph.checks.findings import Finding
from pressgraph.checks.rules import Rule
from pressgraph.errors import QueryError
from pressgraph.store.asserted import asserted
from pressgraph.store.files import ontology_quads
from pressgraph.store.results import Term, plain
from pressgraph.store.terms import PREFIXES

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def sparql_findings(graphs: Mapping[str, Sequence[ox.Triple]], rules: Sequence[Rule]) -> Iterator[Finding]:
    """Run the checks: those of scope ``graph`` with each graph alone as the default graph, those of scope
    ``dataset`` with what all graphs assert as the default graph. The ontology is beside them in its own graph."""
    ontology = ontology_quads()
    of_graph = [rule for rule in rules if rule.scope == "graph"]
    store = ox.Store()
    store.extend(ontology)
    for name in sorted(graphs):
        store.clear_graph(ox.DefaultGraph())
        _fill(store, graphs[name])
        for rule in of_graph:
            yield from run_rule(store, rule, name)
    yield from _across(graphs, [rule for rule in rules if rule.scope == "dataset"], ontology)


def _across(
    graphs: Mapping[str, Sequence[ox.Triple]], rules: Sequence[Rule], ontology: Sequence[ox.Quad]
) -> Iterator[Finding]:
    store = ox.Store()
    store.extend(ontology)
    for name, triples in graphs.items():
        _fill(store, asserted(triples))
        if name:
            store.extend(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name)) for t in triples)
    for rule in rules:
        yield from run_rule(store, rule, next(iter(graphs)) if len(graphs) == 1 else "")


def _fill(store: ox.Store, triples: Sequence[ox.Triple] | set[ox.Triple]) -> None:
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)


def run_rule(store: ox.Store, rule: Rule, graph: str) -> Iterator[Finding]:
    """One check's findings on a store; QueryError where its query is at fault."""
    try:
        result = store.query(rule.query, prefixes=PREFIXES)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError(f"check {rule.name}: its query must be a SELECT that returns the violations")
        names = [variable.value for variable in result.variables]
        for row in result:
            yield _finding(rule, graph, dict(zip(names, row, strict=True)))
    except SyntaxError as error:
        raise QueryError(f"check {rule.name}: {error}") from None
    except (OSError, RuntimeError) as error:
        raise QueryError(f"check {rule.name} failed: {error}") from None


def _finding(rule: Rule, graph: str, row: Mapping[str, Term | None]) -> Finding:
    values = {name: value for name, value in row.items() if value is not None}
    if not values:
        raise QueryError(f"check {rule.name}: a row without values; its first column must be ?focus")
    focus = values.get("focus") or next(iter(values.values()))
    message = _PLACEHOLDER.sub(lambda found: plain(values.get(found[1])) or "?", rule.problem)
    details = tuple((name, _whole(value)) for name, value in values.items() if name != "focus")
    return Finding(rule.name, rule.severity, _whole(focus), message, graph, details, rule.solution)


def _whole(term: Term) -> str:
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value
