"""``python -m pressgraph``."""

from __future__ import annotations

from pressgraph.cli import main

if __name__ == "__main__":
    main()
