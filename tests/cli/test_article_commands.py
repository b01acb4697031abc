"""extract, text and explain."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from pressgraph.annotations import Annotations, Dropped, Span
from pressgraph.checks import check
from pressgraph.cli.output import Names, write_output
from pressgraph.cli.report import report_of
from pressgraph.errors import OptionError
from pressgraph.graph.jsonl import load_annotations
from tests.cli.conftest import Run
from tests.graph import sample

pytestmark = pytest.mark.usefixtures("pipeline")
CAPITAL = "<http://www.wikidata.org/entity/Q9000001>"


def quads(data: bytes | str, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[ox.Quad]:
    return set(ox.parse(data, format=form))


def test_extract_writes_turtle_to_stdout_and_nothing_else(run: Run, article: Path) -> None:
    result = run("extract", article, "--date", "2031-05-06", "--publisher", "Velmora Courier")
    assert (result.exit_code, result.stderr) == (0, "")
    assert quads(result.stdout)
    assert '"2031-05-06"^^xsd:date' in result.stdout
    assert check(quads(result.stdout), shacl=False).ok
    assert run("extract", article, "--date", "2031-05-06", "--publisher", "Velmora Courier").stdout == result.stdout


@pytest.mark.parametrize("form", ["nq", ".nq", "nquads", "application/n-quads"])
def test_format_has_many_names_and_wins_over_the_suffix(run: Run, article: Path, tmp_path: Path, form: str) -> None:
    assert run("extract", article, "-o", "out.ttl", "--format", form).exit_code == 0
    assert quads((tmp_path / "out.ttl").read_bytes(), ox.RdfFormat.N_QUADS)


def test_suffix_picks_the_format_packed_or_not(run: Run, article: Path, tmp_path: Path) -> None:
    run("extract", article, "-o", "a.nq")
    run("extract", article, "-o", "b.nq.gz")
    packed = (tmp_path / "b.nq.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "a.nq").read_bytes()
    run("extract", article, "-o", "b.nq.gz")
    assert (tmp_path / "b.nq.gz").read_bytes() == packed
    assert run("extract", article, "-o", "a.docx").exit_code == 2
    assert run("extract", article, "--format", "pdf").exit_code == 2


def test_stdin_and_annotations(run: Run) -> None:
    result = run("extract", "-", "--format", "jsonl", input=sample.TEXT.encode())
    [found] = load_annotations(result.stdout)
    assert found.article.source == "stdin"
    assert "Lena Okafor" in {entity.name for entity in found.entities}


def test_folder_gets_one_file_per_input_that_never_collide(run: Run, article: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(f"News of folder {folder} today.")
    result = run("extract", article, "one", "two/news.txt", "-o", "out/", "--format", "trig")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["harbour.trig", "news-2.trig", "news.trig"]
    assert (tmp_path / "out" / "news.trig").read_bytes() != (tmp_path / "out" / "news-2.trig").read_bytes()


def test_many_articles_of_one_input(run: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Story number {number} is short.", "id": number}) for number in range(3)]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    run("extract", "all.jsonl", "-o", "apart/")
    assert sorted(path.name for path in (tmp_path / "apart").iterdir()) == ["all-2.ttl", "all-3.ttl", "all.ttl"]
    run("extract", "all.jsonl", "-o", "together/", "--format", "nq")
    assert [path.name for path in (tmp_path / "together").iterdir()] == ["all.nq"]
    graphs = {quad.graph_name for quad in quads((tmp_path / "together" / "all.nq").read_bytes(), ox.RdfFormat.N_QUADS)}
    assert len(graphs) == 3
    merged = run("extract", "all.jsonl")
    assert "3 articles in one graph" in merged.stderr
    assert run("extract", "all.jsonl", "--format", "jsonl").stdout.count("\n") == 3


def test_inputs_that_fail_do_not_stop_the_others(run: Run, article: Path) -> None:
    result = run("extract", "none.txt", article, "--format", "nq")
    assert result.exit_code == 1
    assert "none.txt: no such file" in result.stderr
    assert quads(result.stdout, ox.RdfFormat.N_QUADS)
    alone = run("extract", "none.txt", "-o", "out.ttl")
    assert alone.exit_code == 2
    assert not Path("out.ttl").exists()


def test_options_reach_the_graph(run: Run, article: Path) -> None:
    plain = run("extract", article, "--no-provenance").stdout
    assert "prov:wasDerivedFrom" not in plain
    assert "prov:wasDerivedFrom" in run("extract", article).stdout
    assert "rdf:reifies" in run("extract", article, "--rdf12").stdout
    assert "nif:isString" in run("extract", article, "--include-text").stdout
    assert "https://my.example/" in run("extract", article, "--base", "https://my.example/").stdout
    assert "schema:worksFor" in run("extract", article).stdout
    assert "schema:worksFor" not in run("extract", article, "--profile", "publish").stdout
    assert "schema:worksFor" not in run("extract", article, env={"PRESSGRAPH_PROFILE": "publish"}).stdout
    assert "schema:worksFor" not in run("extract", article, "--min-confidence", "0.9").stdout
    assert run("extract", article, "--base", "nonsense").exit_code == 2


def test_fields_of_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"corps": "Il pleut sur la ville.", "jour": "2020-01-02"}))
    result = run("extract", "a.json", "--field", "text=corps", "--field", "date=jour")
    assert '"2020-01-02"^^xsd:date' in result.stdout, result.output
    assert run("extract", "a.json", "--field", "text").exit_code == 2


def test_report_goes_to_stderr_and_says_what_was_dropped(run: Run, article: Path) -> None:
    result = run("extract", article, "--report", "--profile", "publish")
    assert quads(result.stdout)
    assert "harbour.txt: Harbour fire injures two in Velmora" in result.stderr
    assert "no date" in result.stderr
    assert "1 negated" in result.stderr
    assert "fact schema:worksFor: its confidence 0.70 is below 0.95" in result.stderr


def test_report_gives_reasons_and_lines() -> None:
    dropped = Dropped("relation", sample.at("owns"), "no organisation before the verb")
    report = report_of("x", sample.annotated(dropped=(dropped,)), 0.5)
    assert '  dropped  relation "owns" in line 5: no organisation before the verb' in report.splitlines()


def test_text_is_what_offsets_refer_to(run: Run, article: Path, tmp_path: Path) -> None:
    text = run("text", article).stdout
    [found] = load_annotations(run("extract", article, "--format", "jsonl").stdout)
    assert found.article.text == text
    (tmp_path / "b.txt").write_bytes("Café in the rain.".encode("utf-16"))
    assert run("text", "b.txt", "-o", "copy.txt").exit_code == 0
    assert (tmp_path / "copy.txt").read_text(encoding="utf-8").rstrip("\n") == "Café in the rain."
    assert run("text", "none.txt").exit_code == 2


def test_explain_an_article(run: Run, article: Path) -> None:
    result = run("explain", article, "okafor", "jobtitle")
    assert result.exit_code == 0
    title, reasons, where, line, marks = result.stdout.rstrip().splitlines()
    assert title == "Lena Okafor  schema:jobTitle  mayor"
    assert reasons == "  asserted by the article · confidence 0.96 · rule:title"
    assert where == "  line 3, characters 144 to 161"
    begin = marks.index("^")
    assert line[begin : begin + marks.count("^")] == "Mayor Lena Okafor"


def test_explain_says_who_says_so(run: Run, article: Path) -> None:
    shown = run("explain", article, "tideline", "location").stdout
    assert "not asserted: negated by the harbour master" in shown
    assert "pg:Crime: agent a man" in run("explain", article, "pg:crime").stdout
    assert 'Lena Okafor (quotation, pg:Promise): "We will rebuild' in run("explain", article, "rebuild").stdout


def test_explain_a_graph_with_and_without_the_text(run: Run, article: Path) -> None:
    run("extract", article, "-o", "with.ttl", "--include-text")
    run("extract", article, "-o", "without.nq")
    run("extract", article, "-o", "lines.jsonl")
    expected = run("explain", article, "jobtitle").stdout
    assert run("explain", "with.ttl", "jobtitle").stdout == expected
    assert run("explain", "lines.jsonl", "jobtitle").stdout == expected
    assert run("explain", "without.nq", "jobtitle", "--text", article).stdout == expected
    assert "characters 144 to 161: Mayor Lena Okafor" in run("explain", "without.nq", "jobtitle").stdout
    wrong = run("explain", "without.nq", "jobtitle", "--text", "-", input="Another article.")
    assert wrong.exit_code == 2
    assert "is not that of" in wrong.stderr


def test_explain_as_json_and_without_a_match(run: Run, article: Path) -> None:
    [found] = json.loads(run("explain", article, "jobtitle", "--format", "json").stdout)
    assert found["evidence"] == [{"begin": 144, "end": 161, "words": "Mayor Lena Okafor"}]
    nothing = run("explain", article, "elephant")
    assert (nothing.exit_code, nothing.stdout) == (1, "")


def test_explain_highlights_on_a_terminal(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pressgraph.cli.explain

    monkeypatch.setattr(pressgraph.cli.explain, "coloured", lambda _: True)
    assert "\x1b[1;33mMayor Lena Okafor\x1b[0m" in run("explain", article, "jobtitle").stdout


def test_names_are_safe_and_unlike() -> None:
    names = Names(".ttl")
    given = ["a/x.txt", "b/X.html", "x-2.txt", "https://n.example/a/b.html?x=1", "..", "a b:c.md", "x.tar.gz"]
    made = [names.of(source) for source in given]
    assert len({name.casefold() for name in made}) == len(given)
    assert made[0] == "x.ttl"
    assert all("/" not in name and not name.startswith(".") for name in made)


def test_output_that_cannot_be_written_is_said_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.ttl"
    target.write_bytes(b"old")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as stream:
            stream.write(data[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OptionError, match="No space left"):
        write_output(str(target), b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.ttl"]


def test_annotations_of_other_texts_have_a_sentence(run: Run) -> None:
    result = run("extract", "-", "--format", "jsonl", input=b"A quiet day in the north.")
    [found] = load_annotations(result.stdout)
    assert isinstance(found, Annotations)
    assert found.sentences == (Span(0, len(found.article.text)),)
