"""Which triples of an article's graph belong to the merged asserted graph, the default graph of a store.

That graph says what articles assert by their own word, each triple once: the articles and their metadata, the
entities with their names, classes and links, plain facts, events that happened with their roles and values, and
acts of speech that an article itself reports (a claim or quotation with its author, words and speech act: that it
was said is asserted, what it says is not). Left to the article graphs are the nodes about the text and the
reading of it, which are true of one article alone: statement nodes, described events, mentions and evidence
spans, the reference context, provenance, claims inside claims, links to any of these, values that only they
use, `pg:mentionCount` and `pg:origin`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pyoxigraph import NamedNode, Triple

from pressgraph.store.terms import NEWS_ARTICLE, PREFIXES, REIFIES, STATEMENT, TYPE, term

_KINDS: Final = frozenset([STATEMENT, *map(term, ("pg:DescribedEvent", "prov:Activity", "prov:SoftwareAgent"))])
_MARKS: Final = frozenset([REIFIES, *map(term, ("rdf:subject", "nif:beginIndex", "nif:isString"))])
_REPORTS: Final = term("pg:reports")
_LOCAL: Final = frozenset(map(term, ("pg:mentionCount", "pg:origin")))
_VALUES: Final = frozenset(map(term, ("schema:QuantitativeValue", "schema:MonetaryAmount")))
_READING: Final = (PREFIXES["nif"], PREFIXES["itsrdf"], PREFIXES["prov"])


def asserted(triples: Collection[Triple]) -> set[Triple]:
    """The triples of one article's graph that the article asserts by its own word."""
    hidden = _hidden(triples)
    kept = {triple for triple in triples if _stands(triple, hidden)}
    return kept - _orphaned_values(kept)


def _hidden(triples: Collection[Triple]) -> set[object]:
    """Nodes about the text rather than the world, and claims that stand inside another claim."""
    hidden: set[object] = set()
    articles: set[object] = set()
    for triple in triples:
        if triple.predicate == TYPE and triple.object == NEWS_ARTICLE:
            articles.add(triple.subject)
        elif triple.predicate in _MARKS or (triple.predicate == TYPE and triple.object in _KINDS):
            hidden.add(triple.subject)
        elif triple.predicate == _REPORTS:
            hidden.add(triple.object)
    return hidden - articles


def _stands(triple: Triple, hidden: set[object]) -> bool:
    if triple.subject in hidden or triple.object in hidden or triple.predicate in _LOCAL:
        return False
    about_reading = triple.object if triple.predicate == TYPE else triple.predicate
    return not (isinstance(about_reading, NamedNode) and about_reading.value.startswith(_READING))


def _orphaned_values(kept: set[Triple]) -> set[Triple]:
    """The triples of quantities and sums to which nothing that is kept refers."""
    values = {triple.subject for triple in kept if triple.predicate == TYPE and triple.object in _VALUES}
    orphans = values - {triple.object for triple in kept}
    return {triple for triple in kept if triple.subject in orphans}
