"""An archive of short news articles, invented and seeded, in files of many kinds, to run ``pressgraph corpus`` on.

``python -m tests.benchmarks.archive OUT --count 20000 --seed 1 --words 45`` writes

- ``OUT/input/``: the articles, ``--per-file`` to a file, the kinds of file in turn;
- ``OUT/MANIFEST.jsonl``: a line per article (id, url, kind, file, words, SHA-256 of the text), to count against;
- ``OUT/BROKEN.jsonl``: the broken records among them (``--broken N``), each with what is wrong;
- ``OUT/archive.json``: the settings and the totals.

The same options give the same bytes on every run. ``--tiny`` makes articles of about ten words with ever new names.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import itertools
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.archives.broken import Broken, spoil
from tests.benchmarks.archives.files import NEEDS, WRITERS, available
from tests.benchmarks.archives.writing import Length, Story, stories, tiny

SPOILT = ("jsonl", "jsonl.gz", "txt")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an archive is made of; ``per_file`` 0 lets the count decide."""

    count: int = 20_000
    seed: int = 1
    words: float = 45.0
    per_file: int = 0
    broken: int = 0
    tiny: bool = False
    kinds: tuple[str, ...] = tuple(WRITERS)

    @property
    def block(self) -> int:
        return self.per_file or max(1, min(500, self.count // (2 * len(self.kinds))))


def make(out: Path, plan: Plan) -> dict[str, Any]:
    """Writes the archive into the new directory ``out``; returns its totals."""
    out.mkdir(parents=True)
    every = tiny(plan.count, plan.seed) if plan.tiny else stories(plan.count, plan.seed, Length(plan.words))
    totals = {"documents": 0, "words": 0, "broken": 0, "files": 0}
    with (out / "MANIFEST.jsonl").open("w", encoding="utf-8") as manifest, (out / "BROKEN.jsonl").open("w") as spoilt:
        for number, block in enumerate(_blocks(every, plan.block)):
            kind = plan.kinds[number % len(plan.kinds)]
            lines = list(_written(out, kind, number, block))
            manifest.writelines(json.dumps(line) + "\n" for line in lines)
            broken = list(_broken(out, kind, number, block, plan))
            spoilt.writelines(json.dumps(line) + "\n" for line in broken)
            totals["documents"] += len(lines)
            totals["words"] += sum(line["words"] for line in lines)
            totals["broken"] += len(broken)
            totals["files"] += len({line["file"] for line in lines}) + sum(not line["line"] for line in broken)
    (out / "archive.json").write_text(json.dumps({**dataclasses.asdict(plan), **totals}, indent=2) + "\n")
    return totals


def _blocks(every: Iterator[Story], size: int) -> Iterator[list[Story]]:
    while block := list(itertools.islice(every, size)):
        yield block


def _place(out: Path, kind: str, number: int) -> Path:
    return out / "input" / kind.replace(".", "-") / f"{number:05d}"


def _written(out: Path, kind: str, number: int, block: list[Story]) -> Iterator[dict[str, Any]]:
    """The lines of the manifest for the stories of one block, which is written meanwhile."""
    for story, (path, text) in zip(block, WRITERS[kind](_place(out, kind, number), block), strict=True):
        yield {
            "id": story.key,
            "url": None if kind in {"txt", "tar.gz"} else story.url,
            "kind": kind,
            "file": path.relative_to(out).as_posix(),
            "words": len(text.split()),
            "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        }


def _broken(out: Path, kind: str, number: int, block: list[Story], plan: Plan) -> Iterator[dict[str, Any]]:
    """Broken records in the first blocks of the kinds that can have them: a third of the number in each."""
    kinds = [one for one in SPOILT if one in plan.kinds]
    if kind not in kinds or number >= len(plan.kinds):
        return
    share = len(range(kinds.index(kind), plan.broken, len(kinds)))
    place = _place(out, kind, number)
    path = place if place.is_dir() else place.with_name(f"{place.name}.{kind}")
    found: Sequence[Broken] = spoil(path, block, share, random.Random(f"broken/{plan.seed}/{number}")) if share else ()
    for one in found:
        yield {"file": one.path.relative_to(out).as_posix(), "line": one.line, "why": one.why}


def planned(arguments: Sequence[str] | None = None) -> tuple[Path, Plan]:
    """The place and the plan that the command's arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("out", type=Path, help="a directory that does not exist")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=float, default=45.0, help="mean words of an article")
    parser.add_argument("--per-file", type=int, default=0, help="articles in a file")
    parser.add_argument("--broken", type=int, default=0, help="broken records beside the articles")
    parser.add_argument("--tiny", action="store_true", help="articles of about ten words with ever new names")
    parser.add_argument("--kinds", default=",".join(WRITERS), help="kinds of file")
    given = vars(parser.parse_args(arguments))
    out, wanted = given.pop("out"), given.pop("kinds").split(",")
    if unknown := [kind for kind in wanted if kind not in WRITERS]:
        parser.error(f"unknown kinds {', '.join(unknown)}: give some of {', '.join(WRITERS)}")
    for kind in wanted:
        if not available(kind):
            print(f"left out: {kind}, since {NEEDS[kind]} is not installed", file=sys.stderr)
    return out, Plan(**given, kinds=tuple(kind for kind in wanted if available(kind)))


def main() -> None:
    out, plan = planned()
    totals = make(out, plan)
    print(f"{out}: " + ", ".join(f"{number:,} {name}" for name, number in totals.items()))


if __name__ == "__main__":
    main()
