"""What a worker's process does: answer tasks from stdin, one after the other, until it is closed."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import BinaryIO

from pressgraph.errors import PressgraphError
from pressgraph.web.workers import receive, send


def main() -> None:
    """Serve tasks; the first argument is the process's memory in bytes, 0 for no limit."""
    _limit_memory(int(sys.argv[1]))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the answers
    send(answers, "ready")
    serve(sys.stdin.buffer, answers)


def serve(tasks: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the tasks end."""
    while True:
        try:
            task = receive(tasks)
        except EOFError:
            return
        try:
            answer = task.run()
        except PressgraphError as error:
            answer = error
        except MemoryError:
            answer = PressgraphError("not enough memory for this; ask for less")
        send(answers, answer)


def _end_with(parent: int) -> None:
    """End at once when the server has ended, even in the midst of a task."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _limit_memory(size: int) -> None:
    if not size:
        return
    try:
        import resource
    except ImportError:  # not a Unix
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
