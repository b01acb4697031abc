"""From inputs to tasks, and through an engine to a summary."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

from pressgraph.corpus.folder import open_folder
from pressgraph.corpus.inputs import Piece, cut, listed
from pressgraph.corpus.job import Job, agreed, at_work, forget_others, own_files, read_job, write_passed
from pressgraph.corpus.plan import assign, own_share, part_count, target
from pressgraph.corpus.pool import run_local
from pressgraph.corpus.progress import Progress
from pressgraph.corpus.settings import Settings
from pressgraph.corpus.shard import Outcome, Task
from pressgraph.corpus.summary import Summary
from pressgraph.reading.passed import Passed, told


@dataclass(frozen=True, slots=True)
class Corpus:
    """What to do: ``parts`` 0 takes as many as the folder's job has, or as fit the input; ``share`` is (i, n) for one
    of n processes that share the job; ``replace`` writes over the job of other inputs."""

    inputs: tuple[str, ...]
    output: str
    settings: Settings
    glob: str | None = None
    parts: int = 0
    share: tuple[int, int] | None = None
    verify: bool = False
    retry: bool = False
    replace: bool = False


def planned(corpus: Corpus, passed: Passed | None = None) -> tuple[Job, list[Task]]:
    """The job, and the tasks of this process; ``passed`` counts what of the inputs is passed over.

    Raises ReadError where an input is not there, OptionError where the output folder holds another job.
    """
    old = read_job(open_folder(corpus.output), corpus.output)
    found, total = _pieces(corpus, old, passed or Passed())
    parts = corpus.parts or (old.parts if old and not corpus.replace else part_count(found, total))
    strides = {piece.path: piece.strides for piece in found if piece.strides > 1}
    job = agreed(old, Job(parts, corpus.inputs, corpus.settings.described(), strides), corpus.output, corpus.replace)
    fingerprint = corpus.settings.fingerprint()
    own = assign(found, job.parts)
    numbers = own_share(range(job.parts), corpus.share)
    tasks = [
        Task(n, job.parts, own[n], corpus.output, corpus.settings, fingerprint, corpus.verify, corpus.retry)
        for n in numbers
    ]
    return job, tasks


def _pieces(corpus: Corpus, old: Job | None, passed: Passed) -> tuple[list[Piece], int]:
    """The input's pieces and its size in bytes. A file that was cut before is cut into as many pieces again."""
    files = listed(corpus.inputs, corpus.glob, passed, own_files(corpus.output))
    total = sum(file.size for file in files)
    found = cut(files, target(total))
    strides = old.strides if old and not corpus.replace else {}
    firsts = [piece for piece in found if piece.stride == 0]
    return [again for piece in firsts for again in _cut(piece, strides.get(piece.path, piece.strides))], total


def _cut(piece: Piece, strides: int) -> list[Piece]:
    return [Piece(piece.path, piece.size, stride, strides) for stride in range(strides)]


class Run:
    """A job under way: iterating does it, and gives each part's task when its files are there.

    ``live`` shows a line of progress on standard error where that is a terminal.
    """

    def __init__(self, corpus: Corpus, workers: int = 1, scheduler: str | None = None, live: bool = False) -> None:
        self.corpus, self.workers, self.scheduler = corpus, workers, scheduler
        passed = Passed()
        self.job, self.tasks = planned(corpus, passed)
        self.passed = passed.described()
        self.progress = Progress(self.tasks, live, remote=scheduler is not None)
        self.summary = Summary(passed=told(self.passed))

    def __iter__(self) -> Iterator[Task]:
        by_number = {task.number: task for task in self.tasks}
        folder = open_folder(self.corpus.output)
        with at_work(folder, self.job, self.corpus.output), closing(self._outcomes()) as outcomes, self.progress:
            forget_others(folder, self.job.parts)
            write_passed(folder, self.passed)
            for outcome in outcomes:
                self.progress.outcome(outcome)
                self.summary.add(outcome)
                self.summary.seconds = self.progress.seconds
                yield by_number[outcome.number]

    def _outcomes(self) -> Generator[Outcome]:
        if self.scheduler is None:
            return run_local(self.tasks, self.workers, self.progress.document)
        from pressgraph.corpus.cluster import run_on_cluster

        return run_on_cluster(self.tasks, self.scheduler)
