"""Processes that run one task at a time and are killed when it takes too long.

Nothing can interrupt a query inside Oxigraph, so what a visitor may ask for runs in a process of its own. A
process answers many tasks, one after the other, over its pipes: messages are pickles behind their length.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

import anyio
from anyio import to_thread

from pressgraph.errors import PressgraphError

Answer_co = TypeVar("Answer_co", covariant=True)
_LENGTH = 8


class Task(Protocol[Answer_co]):
    """Something picklable that a process runs."""

    def run(self) -> Answer_co:
        """Do it; a PressgraphError travels back to who asked."""


class TimedOutError(PressgraphError):
    """A task took too long, and its process was killed."""


class BusyError(PressgraphError):
    """All processes were at work for as long as one was waited for."""


class DiedError(PressgraphError):
    """A process ended before it answered."""


def send(stream: BinaryIO, message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read a message; EOFError where the other side has ended."""
    size = int.from_bytes(_exactly(stream, _LENGTH), "big")
    return pickle.loads(_exactly(stream, size))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


class _Process:
    """One process; only the thread that runs an exchange touches its pipes."""

    def __init__(self, memory: int) -> None:
        here = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-m", "pressgraph.web.process", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )

    def exchange(self, task: Task[Any] | None) -> Any:
        """Send a task and wait for its answer, or with None for the greeting; DiedError where the process ends."""
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        try:
            if task is not None:
                send(self._popen.stdin, task)  # type: ignore[arg-type]
            return receive(self._popen.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError):
            self.end()
            raise DiedError(f"the process ended with status {self._popen.returncode}, perhaps out of memory") from None

    @property
    def alive(self) -> bool:
        return self._popen.poll() is None

    def kill(self) -> None:
        self._popen.kill()

    def end(self) -> None:
        """Kill it and wait for its end."""
        self.kill()
        for stream in (self._popen.stdin, self._popen.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._popen.wait()


class Workers:
    """At most ``count`` processes, started when needed; ``memory`` bounds each in bytes, 0 does not."""

    def __init__(self, count: int, memory: int = 0) -> None:
        self._memory = memory
        self._idle: list[_Process] = []
        self._slots = anyio.Semaphore(count)
        self._threads = anyio.CapacityLimiter(count * 2 + 8)

    async def ask(self, task: Task[Answer_co], timeout_s: float, wait_s: float | None = None) -> Answer_co:
        """A task's answer, or the PressgraphError that it raised.

        TimedOutError after ``timeout_s`` of work, BusyError after ``wait_s`` (by default as long) in the queue. When
        the caller is cancelled the process is killed too.
        """
        try:
            with anyio.fail_after(timeout_s if wait_s is None else wait_s):
                await self._slots.acquire()
        except TimeoutError:
            raise BusyError("the server is at work on other requests; try again in a moment") from None
        try:
            return await self._run(task, timeout_s)  # type: ignore[no-any-return]
        finally:
            self._slots.release()

    async def _run(self, task: Task[Any], timeout_s: float) -> Any:
        process = await self._process()
        done = False
        try:
            with anyio.fail_after(timeout_s):
                answer = await self._in_thread(process, task)
            done = True
        except TimeoutError:
            raise TimedOutError(f"stopped after {timeout_s:g} s") from None
        finally:
            if done:
                self._idle.append(process)
            else:
                process.kill()
        if isinstance(answer, PressgraphError):
            raise answer
        return answer

    async def _process(self) -> _Process:
        while self._idle:
            process = self._idle.pop()
            if process.alive:
                return process
            process.end()
        process = _Process(self._memory)
        try:
            await self._in_thread(process, None)
        except BaseException:
            process.kill()
            raise
        return process

    async def _in_thread(self, process: _Process, task: Task[Any] | None) -> Any:
        return await to_thread.run_sync(process.exchange, task, abandon_on_cancel=True, limiter=self._threads)

    def close(self) -> None:
        """End the processes that are at rest."""
        while self._idle:
            self._idle.pop().end()
