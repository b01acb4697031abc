"""Finished parts into a store, each once, while others are still being made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from pressgraph.corpus import blocks
from pressgraph.corpus.documents import graphs_of
from pressgraph.corpus.folder import open_folder
from pressgraph.corpus.shard import Task, read_manifest
from pressgraph.errors import OptionError
from pressgraph.store.loading import Loaded, Mode


class Loader:
    """Loads parts into the embedded store of a directory, or into a remote one (``KIND:URL``).

    What was loaded is noted beside the part, so that a job that is broken off goes on where it ended; graphs of
    documents that a part no longer has are taken out of the store.
    """

    def __init__(self, stack: ExitStack, store: Path, to: str | None) -> None:
        from pressgraph.store import ArticleStore
        from pressgraph.store.remote import RemoteStore, connect

        self.counts: Counter[str] = Counter()
        self._load: Callable[..., Iterable[Loaded]]
        if to is None:
            self._load, self.place = ArticleStore(store).load_graphs, str(store.resolve())
        else:
            connection = stack.enter_context(connect(to, writable=True))
            self._load, self.place = RemoteStore(connection).load, str(connection.place)

    def load(self, task: Task) -> None:
        """Load a finished part unless it is in the store already. StoreError where the store refuses."""
        from pressgraph.store.spool import Spool

        if task.settings.form not in ("nquads", "trig"):
            raise OptionError(f"{task.settings.form} cannot be loaded into a store: choose --format nquads or trig")
        folder = open_folder(task.output)
        manifest = read_manifest(folder, task.name)
        assert manifest is not None
        note = f"{task.name}.loaded.json"
        old = json.loads(folder.read(note) or b"{}")
        if old.get(self.place, {}).get("data") == manifest["data"]["sha256"]:
            self.counts["parts there already"] += 1
            return
        lines = blocks.parsed(folder.read(f"{task.name}.documents.jsonl.gz") or b"")
        graphs = sorted(graphs_of(lines))
        gone = sorted(set(old.get(self.place, {}).get("graphs", ())) - set(graphs))
        if gone:
            self._apply(((NamedNode(name), set()) for name in gone), Mode.DELETE)
        with folder.fetched(task.data) as path, Spool() as spool:
            assert path is not None
            with blocks.plain_copy(path, task.settings.packing) as copy:
                spool.add(copy, task.settings.form)
            self._apply(spool.graphs(), Mode.REPLACE)
        noted = {**old, self.place: {"data": manifest["data"]["sha256"], "graphs": graphs}}
        folder.write(note, (json.dumps(noted, indent=1, sort_keys=True) + "\n").encode())

    def _apply(self, graphs: Iterable[tuple[NamedNode, set[Triple]]], mode: Mode) -> None:
        self.counts.update(item.status.value for item in self._load(graphs, mode=mode))

    def lines(self) -> list[str]:
        """What became of the graphs."""
        listed = ", ".join(f"{count:,} {name}" for name, count in sorted(self.counts.items()))
        return [f"store      {self.place}: {listed or 'nothing to load'}"]
