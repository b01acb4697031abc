"""Graph files as quads, for checking, loading and querying."""

from __future__ import annotations

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad
from pyoxigraph import parse as read

from pressgraph.errors import FormatError
from pressgraph.graph.formats import Format, format_of, format_of_path
from pressgraph.graph.namespaces import term
from pressgraph.graph.writers import OX_FORMATS

_GZIP = b"\x1f\x8b"


def parse(
    source: str | Path | bytes,
    format: str | Format | None = None,  # noqa: A002
    name: str | None = None,
) -> list[Quad]:
    """The quads of a graph file (a path) or of its bytes; gzip is recognised, annotations JSON Lines are mapped.

    The format comes from the path's suffix when none is given. ``name`` is what messages call the input.
    Raises FormatError, with the line where the parser knows it; OSError when the file cannot be opened.
    """
    called = name or ("the input" if isinstance(source, bytes) else str(source))
    form = _format(source, format, called)
    data = _unpack(source if isinstance(source, bytes) else Path(source).read_bytes(), called)
    if form.name == "jsonl":
        from pressgraph.graph.jsonl import load_annotations
        from pressgraph.graph.mapping import to_quads

        return [quad for annotations in load_annotations(data, called) for quad in to_quads(annotations)]
    return _read(data, form, called)


def _format(source: str | Path | bytes, wanted: str | Format | None, called: str) -> Format:
    if isinstance(wanted, Format):
        return wanted
    if wanted is not None:
        return format_of(wanted)
    if isinstance(source, bytes):
        raise FormatError(f"{called} has no name that tells its format: name the format")
    return format_of_path(source)


def _unpack(data: bytes, called: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise FormatError(f"{called} is a damaged gzip file ({error}): fetch or make it again") from error


def _read(data: bytes, form: Format, called: str) -> list[Quad]:
    try:
        return list(dict.fromkeys(read(data.removeprefix(b"\xef\xbb\xbf"), format=OX_FORMATS[form.name])))
    except (SyntaxError, ValueError, OSError) as error:
        line = getattr(error, "lineno", None)
        where = f"{called}, line {line}" if line else called
        detail = str(error).removeprefix("Parser error ")
        if "LoadDocumentCallback" in detail:
            detail = "its context lies elsewhere and is never fetched; embed the context in the document"
        raise FormatError(
            f"{where}: not readable as {form.name} ({detail}); correct it, or name another format"
        ) from error


def article_graphs(quads: Iterable[Quad]) -> dict[NamedNode, list[Quad]]:
    """The quads by article graph, for files with and without named graphs.

    Triples outside a named graph belong to the one article that they describe. Raises FormatError when they
    describe none or several: such a file must be written as TriG, N-Quads or JSON-LD.
    """
    graphs: dict[NamedNode, list[Quad]] = defaultdict(list)
    loose: list[Quad] = []
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            graphs[quad.graph_name].append(quad)
        else:
            loose.append(quad)
    if loose:
        article = _only_article(loose)
        graphs[article].extend(Quad(quad.subject, quad.predicate, quad.object, article) for quad in loose)
    return dict(graphs)


def _only_article(quads: Iterable[Quad]) -> NamedNode:
    kind, article = term("rdf:type"), term("schema:NewsArticle")
    found = {quad.subject for quad in quads if quad.predicate == kind and quad.object == article}
    named = [node for node in found if isinstance(node, NamedNode)]
    if len(named) != 1:
        raise FormatError(
            f"the triples outside named graphs describe {len(named)} articles instead of one: "
            "write one article per file, or keep articles apart with trig, nquads or jsonld"
        )
    return named[0]
