"""Which entity may stand where: classes with their super-classes, properties with domain and range.

Read from the ``[class]`` and ``[property]`` tables of the rule files; see ``rules/facts-properties.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressgraph.errors import RuleError


@dataclass(frozen=True, slots=True)
class Property:
    """Classes of the subject, and classes or datatypes of the object; an empty tuple admits every entity.

    ``single``: a subject has one object at most. ``inverse`` says the same from the other end; a symmetric property
    is its own inverse. ``apart`` names a group of properties of which one at most joins two entities: a spouse is
    no sister.
    """

    domain: tuple[str, ...]
    range: tuple[str, ...]
    single: bool = False
    inverse: str = ""
    apart: str = ""


@dataclass(slots=True)
class Terms:
    """The classes and properties that facts are made of."""

    parents: dict[str, str] = field(default_factory=dict)
    properties: dict[str, Property] = field(default_factory=dict)

    def is_a(self, cls: str, ancestors: Iterable[str]) -> bool:
        """Whether ``cls`` is one of ``ancestors`` or below one.

        >>> Terms({"schema:City": "schema:Place"}).is_a("schema:City", ["schema:Place"])
        True
        """
        wanted = frozenset(ancestors)
        node: str | None = cls
        while node is not None and node not in wanted:
            node = self.parents.get(node)
        return node is not None

    def takes(self, predicate: str, subject: str) -> bool:
        """Whether an entity of class ``subject`` may be the subject of ``predicate``."""
        domain = self.properties[predicate].domain
        return not domain or self.is_a(subject, domain)

    def gives(self, predicate: str, kind: str) -> bool:
        """Whether an entity's class, or a datatype, may be the object of ``predicate``."""
        admitted = self.properties[predicate].range
        return not admitted or self.is_a(kind, admitted)


def read_terms(files: Iterable[tuple[Path, dict[str, Any]]]) -> Terms:
    """The terms of all files; later files may add classes and properties, or widen them.

    Raises:
        RuleError: a table is not of the form that ``facts-properties.toml`` documents.
    """
    terms = Terms()
    for path, content in files:
        for child, parent in content.get("class", {}).items():
            if not isinstance(parent, str):
                raise RuleError(
                    f'{path}: class {child}: give its super-class as text, e.g. "schema:City" = "schema:Place"'
                )
            terms.parents[child] = parent
        for name, entry in content.get("property", {}).items():
            terms.properties[name] = _property(path, name, entry)
    return terms


def _property(path: Path, name: str, entry: Any) -> Property:
    lists = [entry.get(key) if isinstance(entry, dict) else None for key in ("domain", "range")]
    if not all(isinstance(items, list) and all(isinstance(item, str) for item in items) for items in lists):
        raise RuleError(f"{path}: property {name}: `domain` and `range` must be lists of class names")
    single, inverse, apart = entry.get("single", False), entry.get("inverse", ""), entry.get("apart", "")
    if not isinstance(single, bool) or not isinstance(inverse, str):
        raise RuleError(f"{path}: property {name}: `single` is true or false, `inverse` the name of a property")
    if not isinstance(apart, str):
        raise RuleError(f"{path}: property {name}: `apart` is the name of a group of properties")
    return Property(tuple(lists[0] or ()), tuple(lists[1] or ()), single, inverse, apart)
