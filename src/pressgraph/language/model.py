"""The shipped model: one ONNX encoder with all heads, its vocabulary and its inventories."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pressgraph.errors import ModelError
from pressgraph.language.pieces import WordPieces, word_shapes
from pressgraph.language.windows import Window, plan

Array = np.ndarray[Any, Any]
FILES = ("model.onnx", "vocab.txt", "inventory.json", "heads.npz", "card.json")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of each of n words.

    ``entities`` (n, tags) are logits; ``upos, xpos, feats, lemmas`` (n,) are class numbers; ``starts`` (n,) the
    logit that a sentence starts; ``arc_*`` and ``label_*`` are the parser's (see `Model.label_scores`);
    ``attribution`` and ``things`` (n, tags) are logits; the rest are the vectors of the heads that score pairs.
    """

    entities: Array
    upos: Array
    xpos: Array
    feats: Array
    lemmas: Array
    starts: Array
    arc_dependent: Array
    arc_head: Array
    arc_prior: Array
    arc_root: Array
    label_dependent: Array
    label_head: Array
    attribution: Array
    things: Array
    later: Array
    earlier: Array
    mention: Array
    subject: Array
    object: Array
    source: Array
    cue: Array
    content: Array


NAMES = tuple(Scores.__dataclass_fields__)


class Model:
    """The encoder and its heads, read once from a folder; safe to share between threads.

    Raises:
        ModelError: a file is missing or cannot be read.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.card = whole_card(folder)
        self.folder = folder
        self.pieces = WordPieces(folder / "vocab.txt")
        self.inventory: dict[str, Any] = json.loads((folder / "inventory.json").read_text(encoding="utf-8"))
        with np.load(folder / "heads.npz") as arrays:
            self.arrays: dict[str, Array] = {name: arrays[name] for name in arrays.files}
        self._session = _session(folder / "model.onnx", threads)

    @property
    def version(self) -> str:
        """The model's version and the first eight digits of its weights' SHA-256."""
        return f"{self.card['version']}+{self.fingerprint[:8]}"

    @functools.cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the weights, in hexadecimal."""
        return hashlib.sha256((self.folder / "model.onnx").read_bytes()).hexdigest()

    def read(self, words: Sequence[str], segments: Sequence[tuple[int, int]]) -> Scores:
        """Scores of all words; ``segments`` are the paragraphs or sentences, as adjacent word ranges.

        One call's result depends on its arguments alone, never on what was read before.
        """
        ids = [self.pieces(word) for word in words]
        shapes = [shape for begin, end in segments for shape in word_shapes(words[begin:end])]
        windows = plan(segments, [len(own) for own in ids])
        out: dict[str, Array] = {}
        for window in windows:
            results = self._session.run(list(NAMES), _inputs(window, ids, shapes))
            own = slice(window.keep_begin - window.begin, window.keep_end - window.begin)
            for name, rows in zip(NAMES, results, strict=True):
                if name not in out:
                    out[name] = np.empty((len(words), *rows.shape[2:]), rows.dtype)
                out[name][window.keep_begin : window.keep_end] = rows[0, own]
        return Scores(**out)

    def label_scores(self, dependents: Array, heads: Array, chosen: Array) -> Array:
        """Scores (n, labels) of arcs: ``dependents`` (n, width) and ``heads`` (m, width) are label vectors, ``chosen``
        (n,) the number of each dependent's head. Several dependents of one head cost little more than one."""
        arrays = self.arrays
        width = dependents.shape[1]
        mixed = (heads @ self._label_bilinear).reshape(len(heads), -1, width)
        scores: Array = (mixed[chosen] @ dependents[:, :, None])[:, :, 0]
        own: Array = dependents @ arrays["label_dependent"] + arrays["label_bias"]
        return np.asarray(scores + own + (heads @ arrays["label_head"])[chosen])

    @functools.cached_property
    def _label_bilinear(self) -> Array:
        """The bilinear weights as (head, label * dependent); the file has (dependent, label * head)."""
        weights = self.arrays["label_bilinear"]
        width = len(weights)
        turned: Array = weights.reshape(width, -1, width).transpose(2, 1, 0).reshape(width, -1)
        return np.ascontiguousarray(turned)

    @property
    def root(self) -> Array:
        """The label vector of the root."""
        root: Array = self.arrays["label_root"]
        return root


def whole_card(folder: Path) -> dict[str, Any]:
    """The model's card. Raises ModelError where a file is missing, or is not the one whose SHA-256 the card gives."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"{folder}: no language model here ({', '.join(missing)} missing); reinstall pressgraph")
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        sealed: dict[str, str] = card.get("files", {})
    except (ValueError, AttributeError):
        raise ModelError(f"{folder}/card.json is damaged; reinstall pressgraph") from None
    for name, digest in sealed.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelError(f"{path} is damaged: it is not the file that belongs to this model; reinstall pressgraph")
    return card


def seal(folder: Path) -> None:
    """Notes the SHA-256 of each of the model's files in its card, after one of them was written."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    names = [name for name in (*FILES, "calibration.json") if name != "card.json" and (folder / name).is_file()]
    card["files"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "card.json").write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _inputs(window: Window, ids: Sequence[Sequence[int]], shapes: Sequence[int]) -> dict[str, Array]:
    """One window alone: padding windows to a common length costs more than running them together saves."""
    pieces, kinds, first = [WordPieces.cls], [0], []
    for i in range(window.begin, window.end):
        first.append(len(pieces))
        pieces.extend(ids[i])
        kinds.extend([shapes[i]] * len(ids[i]))
    pieces.append(WordPieces.sep)
    kinds.append(0)
    rows = {"pieces": pieces, "shapes": kinds, "first": first}
    return {name: np.array([row], np.int64) for name, row in rows.items()}


def _session(file: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"{file}: the language model cannot be read ({error}); reinstall pressgraph") from error


@functools.lru_cache(maxsize=4)
def shared_model(folder: Path, threads: int = 0) -> Model:
    """The model of a folder, loaded at the first call and kept."""
    return Model(folder, threads)


def default_folder() -> Path:
    """Where the package's own English model lies."""
    return Path(__file__).resolve().parent.parent / "models" / "en"
