"""Records that nobody can read, put among an archive's good ones in known number."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.archives.files import json_lines, packed
from tests.benchmarks.archives.writing import Story


@dataclass(frozen=True, slots=True)
class Broken:
    """A record with what is wrong with it; ``line`` counts from 1, 0 where the whole file is the record."""

    path: Path
    line: int
    why: str


def spoil(path: Path, stories: list[Story], count: int, rng: random.Random) -> list[Broken]:
    """``count`` broken records more, spread over the file of JSON lines or the directory of texts at ``path``."""
    if path.is_dir():
        return [_undecodable(path, number, rng) for number in range(count)]
    lines = json_lines(stories).splitlines(keepends=True)
    marks = [b""] * len(lines)
    for number in range(count):
        place = rng.randrange(len(lines) + 1)
        why = ("truncated", "empty")[number % 2]
        lines.insert(place, _line(why, stories[number % len(stories)]))
        marks.insert(place, why.encode())
    data = b"".join(lines)
    path.write_bytes(packed(data) if path.suffix == ".gz" else data)
    return [Broken(path, number, mark.decode()) for number, mark in enumerate(marks, 1) if mark]


def _line(why: str, story: Story) -> bytes:
    if why == "empty":
        return b'{"id": "empty-%s", "headline": "No text", "text": ""}\n' % story.key.encode()
    whole = json_lines([story])
    return whole[: len(whole) * 2 // 3] + b"\n"


def _undecodable(folder: Path, number: int, rng: random.Random) -> Broken:
    path = folder / f"noise-{number:03d}.txt"
    path.write_bytes(bytes([1]) + rng.randbytes(1500))
    return Broken(path, 0, "undecodable")
