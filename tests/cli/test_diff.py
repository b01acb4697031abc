"""``pressgraph diff``."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.checks.graphs import ARTICLE, PREFIXES, SOUND
from tests.cli.conftest import Run


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.ttl"
    path.write_text(PREFIXES + SOUND)
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "new.ttl"
    text = SOUND.replace("pg:Attributed ; pg:attributedTo :ana", "pg:Asserted").replace(
        "rdf:object 40", "rdf:object 41"
    )
    text = text.replace("a pg:Competition", "a pg:Election").replace(
        'schema:text "We won,"', 'schema:text "Never again"'
    )
    path.write_text(PREFIXES + text)
    return path


def test_no_difference_has_status_0(run: Run, old: Path) -> None:
    result = run("diff", old, old)
    assert (result.exit_code, result.stdout) == (0, "no difference: the same facts, claims and events\n")


def test_differences_in_words(run: Run, old: Path, new: Path) -> None:
    result = run("diff", old, new)
    assert result.exit_code == 1, result.output
    assert result.stdout.splitlines() == [
        "Facts",
        "  ~ Ana Bell: reported age: was 40, is 41",
        "  ~ Norvik: capital Old Norvik: was said by Ana Bell, is asserted by the article",
        "Events",
        "  − Competition: agent Ana Bell; startDate 2030-05-05  (asserted by the article)",
        "  + Election: agent Ana Bell; startDate 2030-05-05  (asserted by the article)",
        "Quotations",
        '  − Ana Bell (assertion): "We won,"  (said by Ana Bell)',
        '  + Ana Bell (assertion): "Never again"  (said by Ana Bell)',
        "2 added, 2 withdrawn, 2 changed",
    ]


def test_differences_as_rdf(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    turtle = run("diff", old, new, "--format", "turtle")
    assert turtle.exit_code == 1
    triples = {str(quad.triple) for quad in ox.parse(turtle.stdout, format=ox.RdfFormat.TURTLE)}
    assert sum("changeset/schema#removal" in line for line in triples) == 4
    assert run("diff", old, new, "-o", "changes.nq").exit_code == 1
    assert "changeset/schema#addition" in (tmp_path / "changes.nq").read_text()
    assert run("diff", old, new, "-o", "changes.txt").exit_code == 1
    assert (tmp_path / "changes.txt").read_text() == run("diff", old, new).stdout
    assert run("diff", old, new, "--format", "pdf").exit_code == 2


def test_graphs_of_the_store(run: Run, old: Path, new: Path) -> None:
    run("load", old)
    assert run("diff", ARTICLE, old).exit_code == 0
    assert run("diff", ARTICLE, new).stdout == run("diff", old, new).stdout
    missing = run("diff", "https://news.example/none", new)
    assert missing.exit_code == 2
    assert "no article graph" in missing.stderr
    assert run("diff", "none.ttl", new).exit_code == 2


@pytest.mark.usefixtures("pipeline")
def test_articles_are_read_first(run: Run, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Nothing happened.")
    result = run("diff", article, other)
    assert result.exit_code == 1, result.output
    assert "  − Velmora" in result.stdout
    assert run("diff", article, article).exit_code == 0
