"""The coverage report of a job: what was read, skipped, failed and dropped, and why.

``DIR/report.json`` has these fields; the same folder gives the same bytes, at whatever time it is written:

======================  ===============================================================================================
``version``             1
``summary``             the outcome in a sentence or two
``complete``            whether every part is there, whole, and made with the job's settings
``job``                 ``inputs`` as they were named, ``settings`` as in ``job.json``, ``models`` that annotated
``parts``               ``planned`` and ``present``; ``missing`` and ``outdated`` (made with other settings), each as
                        ``parts`` and the first 100 ``names``; ``damaged``: ``part`` and ``problem``; ``strange``:
                        manifests of another division of the input, which are not counted
``passed_over``         what lay in the input folders, patterns and object storage and was not read, since nothing says
                        that it is an article, when the inputs were listed last: how many ``files``; of these by
                        ``suffixes`` (lower case, "" for none, the most frequent 50) how many ``files`` and the first 5
                        ``examples``; ``others``, files of further suffixes; ``hidden`` ones, ``files`` and
                        ``examples``; and ``folders`` that were not looked into: hidden ones, links, and those deeper
                        than a pattern. null where the folder does not say
``totals``              ``documents`` = ``written`` + ``failed``; ``skipped`` records of the inputs that are no
                        articles; of the written documents ``words``, ``characters``, ``sentences``, ``entities``,
                        ``mentions``, ``facts``, ``events``, ``claims``, ``statements`` (quads), ``dropped``
                        (candidates), and how many are ``without_findings``: no fact, event or claim; ``copied`` from
                        the former parts, ``seconds`` of work and ``bytes`` of data by the manifests
``failures``            by ``reason`` (places, quoted words and numbers taken out): ``documents``, and up to 20
                        ``examples`` with ``part``, ``input``, ``source`` and ``message``; the most frequent first
``skipped``             ``records`` in the inputs that are no articles, by ``reason``, with up to 5 ``examples``
``notes``               the same, up to 5 examples, of what the reading had to assume or missed
``dropped``             candidates that became no statement: ``what`` (a relation, a class of event, ...) and
                        ``reason``, ``candidates`` in ``documents``
``duplicates``          ``graphs`` that more than one document writes, and these ``documents``; up to 100 ``examples``:
                        ``graph``, ``documents``, up to 5 ``places`` (``part``, ``input``, ``source``, ``sha256``),
                        and whether these are ``identical`` in text and metadata
``inputs``              ``rows`` with the totals of each input file; where there are more than 10,000, of each folder
                        (``level``)
``articles``            a row for each document of a job of up to 10,000, else null: ``outcome``, ``part``, ``input``,
                        ``source``; with ``reason``, or with ``graph``, counts, ``notes`` and ``dropped`` by
                        ``what: reason``
======================  ===============================================================================================

Names and messages of more than 2,000 characters lose their middle. ``DIR/report.html`` shows the same to people.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

from pressgraph.corpus.folder import Folder, open_folder
from pressgraph.corpus.job import Job, read_job, read_passed
from pressgraph.corpus.report.collect import ARTICLES, Collector
from pressgraph.corpus.report.page import rendered
from pressgraph.corpus.report.parts import Parts, find_parts, lines_of
from pressgraph.corpus.report.wording import sentence
from pressgraph.errors import OptionError

__all__ = ["content", "write_report"]


def write_report(output: str) -> None:
    """Write ``report.json`` and ``report.html`` into a job's folder, local or in object storage.

    Raises OptionError where the folder holds no job. A job may be unfinished or at work: the report says so.
    """
    folder = open_folder(output)
    job = read_job(folder, output)
    if job is None:
        raise OptionError(f"{output} holds no job to report on: run pressgraph corpus INPUT... -o {output} first")
    found = content(folder, job)
    folder.write("report.json", (json.dumps(found, indent=1) + "\n").encode("ascii"))
    folder.write("report.html", rendered(found, output).encode())


def content(folder: Folder, job: Job) -> dict[str, Any]:
    """The report as JSON values."""
    parts = find_parts(folder, job)
    collector = Collector(listed=sum(part.count("documents") for part in parts.present) <= ARTICLES)
    for part in parts.present:
        for line in lines_of(folder, part, parts):
            collector.add(line, part.name)
    _find_repeated(folder, parts, collector)
    found = collector.described()
    found["totals"] = _totals(found["totals"], parts)
    passed = read_passed(folder)
    head = {
        "version": 1,
        "summary": sentence(found["totals"], passed["files"] if passed else 0),
        "complete": not (parts.missing or parts.outdated or parts.damaged),
        "job": {"inputs": list(job.inputs), "settings": job.settings, "models": _models(parts)},
        "parts": parts.described(),
        "passed_over": passed,
    }
    return head | found


def _find_repeated(folder: Folder, parts: Parts, collector: Collector) -> None:
    """Count the graphs that were written twice, and read again as many parts as it takes to say where."""
    repeated, again = collector.repeated, Parts(parts.planned)
    if repeated.count():
        for part in parts.present:
            if not repeated.look(part.name, lines_of(folder, part, again)):
                return


def _totals(counted: dict[str, int], parts: Parts) -> dict[str, Any]:
    """The sums of the manifests, which are whole even where a list of documents is damaged."""
    known = set(chain.from_iterable(part.manifest["counts"] for part in parts.present))
    named = {name: "quads" if name == "statements" else name for name in counted}
    sums = {name: sum(part.count(named[name]) for part in parts.present) for name in counted if named[name] in known}
    own = {
        "copied": sum(part.manifest.get("reused", 0) for part in parts.present),
        "seconds": round(sum(part.manifest.get("seconds", 0.0) for part in parts.present), 3),
        "bytes": sum(part.manifest.get("data", {}).get("bytes", 0) for part in parts.present),
    }
    return counted | sums | own


def _models(parts: Parts) -> list[str]:
    return sorted({str(part.manifest.get("model", "")) for part in parts.present} - {""})
