"""Whether the article itself asserts a clause or phrase: see `Factuality`."""

from __future__ import annotations

from pressgraph.language.factuality.shared import factuality_of
from pressgraph.language.factuality.status import Factuality, Status

__all__ = ["Factuality", "Status", "factuality_of"]
