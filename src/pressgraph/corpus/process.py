"""The runner's side of an annotator process: what a document does to it happens to that document alone."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from pressgraph.corpus.inputs import Piece
from pressgraph.corpus.messages import Begun, Broken, Done, Failed, Finished, Ready, Request, Setup, receive, send
from pressgraph.corpus.settings import Settings
from pressgraph.errors import ModelError

START_SECONDS = 300.0
TRIES = 3
"""Times that a piece may kill its reader before the rest of it is given up."""

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class StoppedError(Exception):
    """The annotator was stopped from outside while it worked."""


class _GoneError(Exception):
    """The annotator died, or was killed since it took too long; the reason is the message."""

    def __init__(self, reason: str, died: bool) -> None:
        super().__init__(reason)
        self.died = died


class Annotator:
    """An annotator process, started when first needed and replaced when it is lost; belongs to one thread.

    ``peak`` is the highest resident memory seen, in bytes; ``starts`` counts processes.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.model = ""
        self.peak = 0
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._first = 0
        self._stopped = False

    def entries(self, piece: Piece, known: frozenset[str] = frozenset()) -> Iterator[Done | Failed | Finished]:
        """The documents of a piece in their order, and that it is finished.

        A document in which the process dies is tried once more by a fresh one. Raises ModelError, RuleError or
        OptionError where no document can be annotated, StoppedError after `stop`.
        """
        request, asked, again, failures = Request(piece, 0, frozenset(), known), 0, -1, 0
        while True:
            begun: Begun | None = None
            try:
                for message in self._ask(request):
                    if isinstance(message, Begun):
                        begun = message
                        continue
                    yield message
                    if isinstance(message, Finished):
                        return
                    request, asked = replace(request, start=message.number + 1), message.asked
                    begun, failures = None, 0
                    if self._worn(message):
                        self.close()
                        break
            except _GoneError as gone:
                if gone.died and again != request.start:
                    again = request.start
                elif begun is not None:
                    yield Failed(begun.number, begun.source, str(gone), begun.letter)
                    request, asked = replace(request, start=request.start + 1), asked + 1
                else:
                    failures += 1
                    what = "one of its records is" if failures < TRIES else "the rest of it is"
                    yield Failed(request.start, piece.path, f"reading it failed: {gone}; {what} left out")
                    if failures == TRIES:
                        return
                    request, asked = replace(request, omitted=request.omitted | {asked}), asked + 1

    def stop(self) -> None:
        """End the process at once, from any thread."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process, if there is one; it starts anew when it is needed."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _worn(self, message: Done | Failed) -> bool:
        """Whether the process had better be replaced: it ran out of memory, or has grown too large."""
        if isinstance(message, Failed):
            return message.exhausted
        self.peak = max(self.peak, message.resident)
        self._first = self._first or message.resident
        return message.resident > self._first + self.settings.limits.memory

    def _ask(self, request: Request) -> Iterator[Begun | Done | Failed | Finished]:
        process = self._started()
        try:
            send(cast(BinaryIO, process.stdin), request)
        except OSError:
            raise self._lost("the annotating process is gone") from None
        limit = self.settings.limits.seconds
        while True:
            yield cast(Begun | Done | Failed | Finished, self._next(process, limit))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise StoppedError
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pressgraph.corpus.annotator"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,
                bufsize=0,
            )
            self.starts += 1
            self._first = 0
            self._greet(self._process)
        return self._process

    def _greet(self, process: subprocess.Popen[bytes]) -> None:
        try:
            send(cast(BinaryIO, process.stdin), Setup(self.settings))
            message = self._next(process, START_SECONDS)
        except (OSError, _GoneError) as error:
            self.close()
            raise ModelError(f"the annotating process does not start ({error}); see the messages above") from None
        if isinstance(message, Broken):
            self.close()
            raise message.error
        self.model = cast(Ready, message).model

    def _next(self, process: subprocess.Popen[bytes], seconds: float) -> object:
        descriptor = cast(BinaryIO, process.stdout).fileno()
        try:
            return receive(_reader(descriptor, time.monotonic() + seconds))
        except TimeoutError:
            self.close()
            raise _GoneError(
                f"it takes more than {seconds:g} seconds: raise --time-limit, or split it", False
            ) from None
        except EOFError:
            raise self._lost(_ending(process)) from None

    def _lost(self, reason: str) -> Exception:
        self.close()
        return StoppedError() if self._stopped else _GoneError(reason, died=True)


def _reader(descriptor: int, deadline: float) -> Callable[[int], bytes]:
    """A function that reads exactly so many bytes (fewer at the end), TimeoutError when the deadline is past."""

    def read(size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            some = os.read(descriptor, min(size - len(data), 2**20))
            if not some:
                break
            data += some
        return bytes(data)

    return read


def _ending(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(10)
    except subprocess.TimeoutExpired:
        return "it closed its output"
    return f"the annotating process was killed by signal {-code}" if code < 0 else f"it ended with status {code}"
