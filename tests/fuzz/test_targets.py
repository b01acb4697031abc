"""Every target on its seeds, on their mutations, and on what fuzzing once found; no atheris needed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pressgraph.language.attribution.quotes import scan
from pressgraph.reading import ReadFailure, read
from tests.fuzz.targets import TARGETS

SEEDS = Path(__file__).parent / "seeds"


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_hold(name: str) -> None:
    seeds = sorted((SEEDS / name).iterdir())
    assert seeds
    for seed in seeds:
        TARGETS[name](seed.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_mutated_seeds_hold(name: str) -> None:
    chance = random.Random(name)
    seeds = [seed.read_bytes() for seed in sorted((SEEDS / name).iterdir())]
    for _ in range(15):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(data) + 1)
            data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        TARGETS[name](bytes(data))


def test_quotations_do_not_cross() -> None:
    """A quotation that was cut where the next one began used to end within a quotation of other marks."""
    assert [(quote.begin, quote.end, quote.depth) for quote in scan("„«„«")] == [(1, 4, 0)]


def test_a_mark_that_opens_nothing_hides_no_quotation() -> None:
    """Inside a mark that stands by mistake, a quotation used to count as an inner one, and was never anybody's."""
    text = "The “plan was «not ours», and «that is all», he said."
    assert [(quote.spans[0].of(text), quote.depth) for quote in scan(text)] == [("not ours", 0), ("that is all", 0)]


def test_lines_in_an_encoding_that_they_are_not_in_are_failures(tmp_path: Path) -> None:
    """Without a byte order mark the decoder for UTF-16 used to raise an error of its own."""
    path = tmp_path / "x.jsonl"
    for content in (b'{"text": "One came."}\n{"text": 3}\n', b"\n\n", b"a"):
        path.write_bytes(content)
        failures: list[ReadFailure] = []
        for charset in ("utf-16", "utf-32"):
            assert list(read(path, encoding=charset, on_error=failures.append)) == []
        assert len(failures) >= (2 if len(content) > 2 else 0)


def test_lines_without_a_byte_order_mark_are_little_endian(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    for charset in ("utf-16", "utf-32"):
        path.write_bytes('{"text": "嵐は去った。"}\n{"text": "二つ目。"}\n'.encode(f"{charset}-le"))
        assert [article.text for article in read(path, encoding=charset)] == ["嵐は去った。", "二つ目。"]
