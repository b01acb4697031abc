"""Preloaded by a Dask worker in tests, makes a machine that is not like the driver's: the kind by ``TESTS_KIND``."""

from __future__ import annotations

import functools
import os
from typing import Any


def dask_setup(worker: Any) -> None:  # noqa: ARG001
    """Called when the worker starts."""
    from pressgraph.corpus import machine, settings

    kind = os.environ["TESTS_KIND"]
    if kind == "version":
        told = {**settings.software(), "pressgraph": "0.0.9"}
        setattr(settings, "software", functools.cache(lambda: told))  # noqa: B010
    elif kind == "output":
        machine.seal_of = lambda output: ""  # noqa: ARG005
        machine._SEAL_SECONDS = 0.5
    elif kind == "hasty":
        machine.IDLE_SECONDS = 3.0
    elif kind == "input":
        setattr(machine, "os", _Blind())  # noqa: B010


class _Blind:
    """A file system without the input."""

    path = type("path", (), {"lexists": staticmethod(lambda _: False)})

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)
