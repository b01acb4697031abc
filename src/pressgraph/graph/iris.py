"""Minted IRIs: the same things get the same names on every machine and in every order.

What identifies a version of an article
    An article with a web address is identified by that address: a corrected text at the same address is the
    *next version of the same article*, and its graph replaces the former one. An article without an address is
    identified by its text and metadata, so that every other wording is another article. In both cases
    `version` (written as ``schema:version``) is a digest of text and metadata that tells two versions apart.

What identifies the rest
    An entity linked to a knowledge base is named after the link; one whose name can stand alone after its class and
    full name; every other one is scoped to its article and told apart by where it is first mentioned. Statements,
    events, claims and values are scoped to their article and named by a digest of their content.
    Mentions and evidence are ``<article#char=BEGIN,END>`` (RFC 5147).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from pressgraph.annotations import Article, Span

KNOWLEDGE_BASES = (
    "wikidata.org",
    "dbpedia.org",
    "geonames.org",
    "viaf.org",
    "isni.org",
    "ror.org",
    "d-nb.info",
    "id.loc.gov",
    "yago-knowledge.org",
)
_SLUG_LENGTH = 48
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]|%(?![0-9A-Fa-f]{2})")


def digest(*parts: str, size: int = 16) -> str:
    """The first ``size`` hexadecimal digits of a SHA-256 over the parts, which are kept apart: as a JSON array.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    """
    listed = ",".join(map(encode_basestring_ascii, parts))
    return hashlib.sha256(f"[{listed}]".encode("ascii")).hexdigest()[:size]


def slug(name: str) -> str:
    """A readable piece of an IRI: ASCII letters and digits in lower case, joined by hyphens; empty when there are none.

    >>> slug("Mykhailo Fedorov"), slug("São Paulo"), slug("Київ")
    ('mykhailo-fedorov', 'sao-paulo', '')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    words = re.sub(r"['’]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", words)[:_SLUG_LENGTH].strip("-")


@lru_cache(maxsize=1024)
def kebab(curie: str) -> str:
    """A class as a piece of a path.

    >>> kebab("schema:GovernmentOrganization")
    'government-organization'
    """
    local = curie.rpartition(":")[2]
    return slug(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", local)) or "thing"


def web_iri(address: str | None) -> NamedNode | None:
    """A web address as an IRI, characters that no IRI may hold percent-encoded; None when it is no http(s) address.

    User names and passwords are cut off, since they must never reach a graph.

    >>> web_iri("https://news.example/a b#top").value
    'https://news.example/a%20b#top'
    >>> web_iri("mailto:desk@news.example") is None
    True
    """
    try:
        parts = urlsplit((address or "").strip())
        host = parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    raw = parts._replace(netloc=host, path=parts.path or "/").geturl()
    try:
        return NamedNode(_FORBIDDEN.sub(_percent, raw))
    except ValueError:
        return None


def _percent(match: re.Match[str]) -> str:
    data = match.group()[0].encode("utf-8", "replace")
    return "".join(f"%{byte:02X}" for byte in data)


def version(article: Article) -> str:
    """A digest of text and metadata: what tells two versions of an article apart."""
    return digest(
        article.text,
        article.headline or "",
        article.date.isoformat() if article.date else "",
        article.publisher or "",
        article.language,
        *article.authors,
    )


class Minter:
    """Mints the IRIs of one article's graph. ``base`` ends in a slash or hash."""

    def __init__(self, article: Article, base: str) -> None:
        self.base = base
        self.version = version(article)
        page = web_iri(article.url)
        address = page.value.partition("#")[0] if page else None
        self.scope = f"{base}article/{digest('url', address) if address else self.version}"
        self.article = NamedNode(address or self.scope)
        self._characters = f"{self.article.value}#char="

    def span(self, span: Span) -> NamedNode:
        """The IRI of characters of the article's text."""
        return NamedNode(f"{self._characters}{span.begin},{span.end}")

    def entity(self, type_: str, name: str) -> NamedNode:
        """The IRI of an entity whose name can stand alone, the same in every article."""
        return _named(f"{self.base}{kebab(type_)}/", name, digest(type_, tidy(name), size=12))

    def linked(self, link: str) -> NamedNode:
        """The IRI of an entity that a knowledge base knows, from its link alone."""
        parts = urlsplit(link)
        host = parts.netloc.lower().removeprefix("www.")
        name = parts.path.rstrip("/").rpartition("/")[2] or parts.path.strip("/")
        key = name if host == "wikidata.org" else parts.path.rstrip("/") + parts.query
        return _named(f"{self.base}entity/", f"{host.split('.')[-2]} {name}", digest(host, key, size=12))

    def local_entity(self, type_: str, name: str, place: str) -> NamedNode:
        """The IRI of an entity that only this article explains; ``place`` is where it is first mentioned."""
        return _named(f"{self.scope}/{kebab(type_)}/", name, digest(type_, tidy(name), place, size=12))

    def local(self, kind: str, *content: str) -> NamedNode:
        """The IRI of a statement, event, claim or value of the article, from its content."""
        return NamedNode(f"{self.scope}/{kind}/{digest(kind, *content)}")

    def shared(self, kind: str, name: str) -> NamedNode:
        """The IRI of something that all graphs share, such as the software's release."""
        return _named(f"{self.base}{kind}/", name, digest(kind, name, size=12))


def tidy(name: str) -> str:
    """A name in Unicode's composed form with single spaces: the form that is hashed and written.

    >>> tidy(" New\\n York ")
    'New York'
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def knowledge_base_link(links: tuple[str, ...]) -> str | None:
    """The link that names an entity: of the knowledge base that comes first in `KNOWLEDGE_BASES`, None without any.

    >>> knowledge_base_link(("https://acme.example/", "http://www.wikidata.org/entity/Q1"))
    'http://www.wikidata.org/entity/Q1'
    """
    if not links:
        return None
    iris = sorted(iri.value for iri in map(web_iri, links) if iri is not None)
    for base in KNOWLEDGE_BASES:
        for link in iris:
            host = urlsplit(link).netloc.lower()
            if host == base or host.endswith("." + base):
                return link
    return None


def _named(path: str, name: str, code: str) -> NamedNode:
    readable = slug(name)
    return NamedNode(f"{path}{readable}-{code}" if readable else path + code)
