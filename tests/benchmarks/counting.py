"""What a corpus run left in its folder, counted against the archive's manifest: lost, doubled, and every byte."""

from __future__ import annotations

import collections
import gzip
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_KEY = re.compile(r"(\d{7})(?:\.txt)?$")


@dataclass(slots=True)
class Counted:
    """A folder's content. ``lost``: articles in no part; ``doubled``: further lines of articles that have one already,
    graphs in two places, and identical parts of them; ``unknown``: written documents that the archive does not have;
    ``wrong``: parts whose data is not what their manifest says; ``parts``: the SHA-256 of each data file, unpacked.
    """

    documents: int = 0
    words: int = 0
    quads: int = 0
    graphs: int = 0
    failed: int = 0
    lost: int = 0
    doubled: int = 0
    unknown: int = 0
    wrong: list[str] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)


def count(folder: Path, archive: Path) -> Counted:
    """Reads all parts of ``folder``, documents and data, and compares them with ``MANIFEST.jsonl`` of ``archive``."""
    found = Counted()
    expected = {json.loads(line)["id"] for line in unpacked(archive / "MANIFEST.jsonl")}
    keys: collections.Counter[str] = collections.Counter()
    graphs: collections.Counter[bytes] = collections.Counter()
    for path in sorted(folder.glob("part-*.manifest.json")):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        own = folder / manifest["data"]["name"]
        if hashlib.sha256(own.read_bytes()).hexdigest() != manifest["data"]["sha256"]:
            found.wrong.append(manifest["part"])
        _count_documents(folder / f"{manifest['part']}.documents.jsonl.gz", found, keys)
        quads, found.parts[own.name] = _count_quads(own, graphs)
        found.quads += quads
        if quads != manifest["counts"]["quads"]:
            found.wrong.append(manifest["part"])
    found.graphs = len(graphs)
    found.lost = len(expected - keys.keys())
    found.unknown = len(keys.keys() - expected)
    found.doubled = sum(n - 1 for n in keys.values()) + sum(n - 1 for n in graphs.values())
    found.left_behind = sorted(p.name for p in folder.glob("*.draft"))
    return found


def key_of(line: dict[str, Any]) -> str:
    """The archive's number for a line of a documents file: the end of the document's source or of its graph's name."""
    found = _KEY.search(line["source"]) or _KEY.search(line.get("graph", ""))
    return found[1] if found else line["source"]


def _count_documents(path: Path, found: Counted, keys: collections.Counter[str]) -> None:
    for text in unpacked(path):
        line = json.loads(text)
        if line["outcome"] != "written":
            found.failed += 1
            continue
        keys[key_of(line)] += 1
        found.documents += 1
        found.words += line["words"]


def _count_quads(path: Path, graphs: collections.Counter[bytes]) -> tuple[int, str]:
    """Lines and SHA-256 of an N-Quads file; each stretch of lines with one graph counts once in ``graphs``."""
    total, last, digest = 0, b"", hashlib.sha256()
    for line in unpacked(path):
        total += 1
        digest.update(line)
        graph = line.rsplit(b" ", 2)[1]
        if graph != last:
            graphs[graph] += 1
            last = graph
    return total, digest.hexdigest()


def unpacked(path: Path) -> Iterator[bytes]:
    """The lines of a file, packed with gzip or not."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        yield from stream


def sorted_digest(folder: Path, scratch: Path) -> str:
    """SHA-256 of all lines of the folder's N-Quads, sorted by their bytes (GNU sort in ``scratch``)."""
    target = scratch / "sorted.nq"
    command = ["sort", "-S", "512M", "-T", str(scratch), "-o", str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"}) as sorting:
        assert sorting.stdin is not None
        for path in sorted(folder.glob("part-*.nq*")):
            sorting.stdin.writelines(unpacked(path))
        sorting.stdin.close()
    if sorting.returncode:
        raise RuntimeError(f"sort ended with {sorting.returncode}")
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    target.unlink()
    return digest
