"""The targets by name."""

from __future__ import annotations

from collections.abc import Callable

from tests.fuzz import archives, graphs, reading, speech, values

Target = Callable[[bytes], None]

TARGETS: dict[str, Target] = {
    "files": reading.plain_files,
    "pages": reading.web_pages,
    "tars": archives.tars,
    "warcs": archives.warcs,
    "tables": archives.tables,
    "parquets": archives.parquets,
    "streams": archives.streams,
    "marks": speech.marks,
    "attribution": speech.attribution,
    "values": values.values,
    "quads": graphs.quads,
    "annotations": graphs.whole,
    "lines": graphs.lines,
}
