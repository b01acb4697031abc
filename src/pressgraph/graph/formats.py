"""The forms in which a graph is written and read, by name, suffix and media type."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from pressgraph.errors import FormatError


@dataclass(frozen=True, slots=True)
class Format:
    """A form of output. ``graphs`` tells whether it keeps named graphs apart; ``rdf12`` whether it has triple terms."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    graphs: bool = False
    rdf12: bool = True

    @property
    def suffix(self) -> str:
        """The usual suffix, with its dot."""
        return self.suffixes[0]

    @property
    def media_type(self) -> str:
        """The registered media type."""
        return self.media_types[0]


FORMATS: tuple[Format, ...] = (
    Format("turtle", (".ttl",), ("text/turtle", "application/x-turtle"), ("ttl",)),
    Format("jsonld", (".jsonld",), ("application/ld+json",), ("json-ld",), graphs=True, rdf12=False),
    Format("ntriples", (".nt",), ("application/n-triples",), ("nt", "n-triples")),
    Format("nquads", (".nq",), ("application/n-quads",), ("nq", "n-quads"), graphs=True),
    Format("trig", (".trig",), ("application/trig",), (), graphs=True),
    Format("rdfxml", (".rdf", ".owl", ".xml"), ("application/rdf+xml",), ("rdf", "xml", "rdf/xml", "rdf-xml")),
    Format("jsonl", (".jsonl", ".ndjson"), ("application/jsonl", "application/x-ndjson"), ("ndjson", "annotations")),
)


def _index() -> dict[str, Format]:
    named = {key: form for form in FORMATS for key in (form.name, *form.aliases, *form.media_types)}
    return named | {suffix: form for form in FORMATS for suffix in form.suffixes}


_KNOWN = _index()


def format_of(name: str) -> Format:
    """A format by its name, alias, suffix or media type (parameters such as a charset are ignored).

    Raises FormatError, which lists the formats, for any other name.

    >>> format_of("text/turtle; charset=utf-8").name, format_of(".nq").name, format_of("JSON-LD").name
    ('turtle', 'nquads', 'jsonld')
    """
    key = name.partition(";")[0].strip().lower()
    form = _KNOWN.get(key) or _KNOWN.get("." + key)
    if form is None:
        raise FormatError(f"unknown format {name!r}: choose one of {listing()}")
    return form


def format_of_path(path: str | PurePath) -> Format:
    """A format by a file's suffix, ``.gz`` left aside.

    Raises FormatError when the suffix names none.

    >>> format_of_path("out/graph.nq.gz").name
    'nquads'
    """
    suffixes = [suffix.lower() for suffix in PurePath(path).suffixes]
    while suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    form = _KNOWN.get(suffixes[-1]) if suffixes else None
    if form is None:
        raise FormatError(
            f"the name {str(path)!r} tells no format: end it in a known suffix or name one of {listing()}"
        )
    return form


def listing() -> str:
    """All formats with their suffixes, for messages.

    >>> listing().startswith("turtle (.ttl), jsonld (.jsonld)")
    True
    """
    return ", ".join(f"{form.name} ({', '.join(form.suffixes)})" for form in FORMATS)
