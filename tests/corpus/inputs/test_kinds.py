"""Every kind of input gives the same articles, and all shares of a file together give the whole file once."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressgraph.annotations import Article
from pressgraph.corpus.inputs import InputSettings, Piece, ReadFailure, articles, input_settings, pieces
from pressgraph.errors import OptionError
from pressgraph.reading import normalise
from tests.corpus.inputs import writing
from tests.corpus.inputs.writing import KINDS, PACKERS, records, write

pytest.importorskip("pyarrow")
pytest.importorskip("warcio")
pytest.importorskip("zstandard")


def read(path: str, stride: int = 0, strides: int = 1, **options: str) -> tuple[list[Article], list[ReadFailure]]:
    found = list(articles(Piece(path, 0, stride, strides), input_settings(**options)))  # type: ignore[arg-type]
    return [a for a in found if isinstance(a, Article)], [f for f in found if isinstance(f, ReadFailure)]


def names(found: list[Article], path: str) -> list[str]:
    return [article.source.removeprefix(path) for article in found]


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(tmp_path: Path, kind: str, packer: str) -> None:
    rows = records(7)
    path = write(tmp_path / f"a.{kind}{packer}", PACKERS[packer](KINDS[kind](rows)))
    found, failures = read(path)
    assert not failures
    assert [article.text for article in found] == [row["text"] for row in rows]
    numbered = [f"#{i}" for i in range(1, 8)]
    assert names(found, path) == ([f"/2022/{i:04}.txt" for i in range(7)] if kind == "tar" else numbered)
    if kind not in {"tar", "warc"}:
        assert {(a.headline, str(a.date)) for a in found} == {(row["headline"], row["date"]) for row in rows}
    if kind == "warc":
        assert [a.url for a in found] == [f"https://example.org/{i}" for i in range(7)]
        assert all(a.date is None for a in found)


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_is_told_by_the_content_where_the_name_is_silent(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "download", KINDS[kind](records(5)))
    assert [article.text for article in read(path)[0]] == [row["text"] for row in records(5)]


@pytest.mark.parametrize("strides", [2, 3, 20])
@pytest.mark.parametrize("kind", [*KINDS, "mixed"])
def test_shares(tmp_path: Path, kind: str, strides: int) -> None:
    if kind == "mixed":
        members = [(f"{kind}.{kind}", KINDS[kind](records(6))) for kind in KINDS]
        members += [
            ("a.txt", b"One ship came."),
            ("b.json", writing.json_list(records(3))),
            ("c.html", b"<p>Two came."),
        ]
        data, path = writing.tar(members), tmp_path / "mixed.tar"
    else:
        data, path = KINDS[kind](records(11)), tmp_path / f"a.{kind}"
    whole, failures = read(write(path, data))
    assert not failures
    parts = [read(path.as_posix(), stride, strides) for stride in range(strides)]
    assert not any(failed for _, failed in parts)
    assert Counter(a.source for own, _ in parts for a in own) == Counter(a.source for a in whole)
    assert len({a.source for a in whole}) == len(whole)
    if kind != "mixed":
        assert [a.text for a in parts[1][0]] == [a.text for a in whole[1::strides]]
    else:
        assert sum(bool(own) for own, _ in parts) > 1


CONTROLS = "".join(map(chr, range(32)))  # enough of them make text binary data
WORDS = st.text(st.characters(codec="utf-8", exclude_characters=CONTROLS), min_size=1, max_size=60).filter(
    lambda text: any(character.isalnum() for character in normalise(text)) and "<" not in text and "&" not in text
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WORDS, min_size=1, max_size=6), packer=st.sampled_from(list(PACKERS)), strides=st.integers(1, 4))
def test_the_same_records_give_the_same_texts(tmp_path: Path, texts: list[str], packer: str, strides: int) -> None:
    rows = [{"headline": "H", "text": f"{text} came.", "date": "2022-05-03"} for text in texts]
    expected = Counter(normalise(row["text"]) for row in rows)
    for kind, encode in KINDS.items():
        path = write(tmp_path / f"a.{kind}{packer}", PACKERS[packer](encode(rows)))
        parts = [read(path, stride, strides, encoding="utf-8") for stride in range(strides)]
        assert [failed for _, failed in parts] == [[]] * strides
        assert Counter(a.text for own, _ in parts for a in own) == expected, kind


def test_a_directory_gives_what_its_files_give(tmp_path: Path) -> None:
    for kind, encode in KINDS.items():
        write(tmp_path / f"{kind}/a.{kind}", encode(records(3)))
    cut = pieces([str(tmp_path)])
    assert [Path(piece.path).name for piece in cut] == ["a.csv", "a.jsonl", "a.parquet", "a.tar", "a.tsv", "a.warc"]
    texts = Counter(item.text for piece in cut for item in articles(piece) if isinstance(item, Article))
    assert texts == Counter({row["text"]: len(KINDS) for row in records(3)})


def test_settings_win_over_the_input_and_can_be_sent_to_another_process(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"titre;corps\nOld;One ship came.\n")
    options = input_settings(
        date="2020-01-02", publisher="Echo", headline="New", language="fr", fields={"text": "corps"}
    )
    (found,) = articles(Piece(path, 0), pickle.loads(pickle.dumps(options)))
    assert isinstance(found, Article)
    assert (str(found.date), found.publisher, found.headline, found.language) == ("2020-01-02", "Echo", "New", "fr")
    assert found.text == "One ship came."
    assert pickle.loads(pickle.dumps(Piece(path, 3, 1, 2))) == Piece(path, 3, 1, 2)
    with pytest.raises(OptionError, match="unknown field"):
        input_settings(fields={"corps": "text"})
    assert InputSettings() == input_settings()
