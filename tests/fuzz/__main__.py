"""``python -m tests.fuzz TARGET --minutes N``: fuzzes one target; needs ``pip install atheris``.

Begins with the seeds of ``tests/fuzz/seeds/TARGET`` and what earlier runs left in ``--corpus`` (a folder outside the
repository by default), and writes there what reached new code. An input that fails is written beside it as
``crash-…``; ``--input FILE`` runs it again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"
_INSTRUMENTED = ["pressgraph", "trafilatura", "markdown_it"]
_LONGEST_S = 20
_MEGABYTES = 4096


def main() -> None:
    """Reads the options and hands over to libFuzzer, which ends the process."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--corpus", type=Path, default=Path(tempfile.gettempdir()) / "pressgraph-fuzz")
    parser.add_argument("--input", type=Path, help="run one input and stop")
    given = parser.parse_args()

    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with atheris.instrument_imports(include=_INSTRUMENTED, enable_loader_override=False):
        import markdown_it  # noqa: F401  # readers import the two when they need them, too late to be instrumented
        import trafilatura.metadata  # noqa: F401

        from tests.fuzz.targets import TARGETS
    if given.target not in TARGETS:
        parser.error(f"no target {given.target!r}: there are {', '.join(TARGETS)}")
    if given.input:
        TARGETS[given.target](given.input.read_bytes())
        return
    corpus, found = given.corpus / given.target, given.corpus / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={round(given.minutes * 60)}",
        f"-timeout={_LONGEST_S}",
        f"-rss_limit_mb={_MEGABYTES}",
        "-max_len=4096",
        f"-artifact_prefix={found}/{given.target}-",
        str(corpus),
        *[str(folder) for folder in [SEEDS / given.target] if folder.is_dir()],
    ]
    atheris.Setup([sys.argv[0], *options], TARGETS[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
