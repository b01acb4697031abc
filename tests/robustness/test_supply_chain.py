"""The lock file fits pyproject.toml, and every licence in the bill of materials is one that we accept.

What users install is permissive but for a few parts under a weak copyleft, which asks for changes to its own files only
(we change none and copy none); tools that only tests and development use may be under others, each named here.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK, BILL = ROOT / ".ci" / "requirements.lock", ROOT / ".ci" / "sbom.cdx.json"
PINNED = re.compile(
    r"^([\w.-]+)==([^\s;\\]+)(?: ; ([^\\\n]*))? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.MULTILINE
)
LINUX = {
    "sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64",
    "python_version": "3.11", "python_full_version": "3.11.7", "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}  # fmt: skip
NOT_LOCKED = {"pressgraph", "torch"}
NOT_INSTALLED = {"s3", "gcs"}
FOR_USERS = ("archives", "dask")
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "NCSA", "PSF-2.0", "Python-2.0", "Unlicense", "W3C", "W3C-20150513", "ZPL-2.1", "Zlib", "BSL-1.0", "CNRI-Python",
    "Unicode-3.0", "Unicode-DFS-2016",
}  # fmt: skip
BY_NAME = {
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache-2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "the mit license": "MIT",
    "isc license (iscl)": "ISC",
    "python software foundation license": "PSF-2.0",
    "the unlicense (unlicense)": "Unlicense",
    "w3c": "W3C",
}
"""What packages write instead of an SPDX identifier, in lower case."""
NO_STATEMENT = {"License :: OSI Approved"}
"""Categories of licences."""
FILES = {
    "axe-playwright-python": {"MIT", "MPL-2.0"},  # LICENSE; axe.min.js, which it holds, names its own
    "partd": {"BSD-3-Clause"},  # LICENSE.txt
    "protobuf": {"BSD-3-Clause"},  # LICENSE
}
"""Packages whose metadata state no licence in a form that the bill takes over: what their files say."""
WEAK_COPYLEFT = {
    "certifi": {"MPL-2.0"},  # Mozilla's list of certificate authorities; httpx verifies servers by it
    "tld": {"MPL-1.1"},  # one of three to choose from; trafilatura's courlan splits host names by it
    "tqdm": {"MPL-2.0"},  # in part; spaCy's progress bars
}
"""What users install under a weak copyleft: unmodified and as packages of their own, which these licences allow."""
TOOLS = {
    "axe-playwright-python": {"MPL-2.0"},  # the accessibility checks of the web interface's tests
    "frozendict": {"LGPL-3.0-only"},  # of PyLD, against which JSON-LD is tested
    "hypothesis": {"MPL-2.0"},  # property-based tests
    "pathspec": {"MPL-2.0"},  # of mypy and of hatchling, which builds the package and is not in it
}
"""What only tests, checks and the build use, in this repository."""


def _locked() -> dict[str, str]:
    """What the lock file installs on the machines that run it: Linux and the oldest Python."""
    found = PINNED.findall(LOCK.read_text("utf-8"))
    return {
        canonicalize_name(n): version for n, version, marker in found if not marker or Marker(marker).evaluate(LINUX)
    }


def _wanted() -> list[Requirement]:
    content = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = content["project"]["optional-dependencies"]
    lines = [*content["build-system"]["requires"], *content["project"]["dependencies"]]
    lines += [line for name, items in extras.items() if name not in NOT_INSTALLED for line in items]
    found = map(Requirement, lines)
    return [requirement for requirement in found if canonicalize_name(requirement.name) not in NOT_LOCKED]


def test_every_line_of_the_lock_file_is_a_version_with_hashes() -> None:
    rest = PINNED.sub("", LOCK.read_text("utf-8"))
    assert all(line.startswith("#") for line in rest.splitlines() if line.strip())
    assert "://" not in LOCK.read_text("utf-8"), "no index has its address in the lock file"


@pytest.mark.parametrize("requirement", _wanted(), ids=str)
def test_the_lock_file_fits_the_project(requirement: Requirement) -> None:
    version = _locked().get(canonicalize_name(requirement.name))
    assert version is not None, f"{requirement} is not locked: run .ci/lock"
    assert requirement.specifier.contains(version, prereleases=True), f"{version} is locked: run .ci/lock"


def _components() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(BILL.read_text("utf-8"))["components"]
    return found


def test_the_bill_of_materials_lists_what_is_locked() -> None:
    bill = json.loads(BILL.read_text("utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "pressgraph")
    assert {"serialNumber", "timestamp"}.isdisjoint({*bill, *bill["metadata"]}), "the same lock file, the same bytes"
    assert {canonicalize_name(c["name"]): c["version"] for c in _components()} == _locked()


def _for_users() -> set[str]:
    """What an installation with the extras of `FOR_USERS` brings, through all dependencies of dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *(line for name in FOR_USERS for line in project["optional-dependencies"][name])]
    waiting = [asked for line in lines for asked in _asked(Requirement(line))]
    found: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) not in found:
            found.add((name, extra))
            asked_for = map(Requirement, importlib.metadata.requires(name) or ())
            needed = [one for one in asked_for if one.marker is None or one.marker.evaluate({"extra": extra})]
            waiting += [asked for one in needed for asked in _asked(one)]
    return {name for name, _ in found}


def _asked(requirement: Requirement) -> list[tuple[str, str]]:
    return [(canonicalize_name(requirement.name), extra) for extra in ("", *sorted(requirement.extras))]


def test_tools_are_not_installed_by_users() -> None:
    users = _for_users()
    assert {"spacy", "numpy", "certifi", "tqdm", "tld", "distributed", "pyarrow"} <= users
    assert not users & {*TOOLS, "pytest", "mypy"}
    assert users >= set(WEAK_COPYLEFT)


def _licences(component: dict[str, Any]) -> set[str]:
    """The identifiers of a component's licences; for a choice ("A OR B") those that are allowed, if any is."""
    name = canonicalize_name(component["name"])
    wanted = ALLOWED | WEAK_COPYLEFT.get(name, set()) | TOOLS.get(name, set())
    found = set(FILES.get(name, ()))
    for entry in component.get("licenses", []):
        stated = entry.get("expression") or entry["license"].get("id") or entry["license"]["name"]
        if stated in NO_STATEMENT:
            continue
        stated = stated.removeprefix("License :: OSI Approved :: ")
        for part in re.split(r"\s+AND\s+", re.sub(r"[()]", "", BY_NAME.get(stated.lower(), stated))):
            choices = {BY_NAME.get(choice.lower(), choice) for choice in re.split(r"\s+OR\s+", part)}
            found |= choices & wanted or choices
    return found


@pytest.mark.parametrize("component", _components(), ids=lambda component: component["name"])
def test_the_licence_of_a_component_is_allowed(component: dict[str, Any]) -> None:
    licences = _licences(component)
    assert licences, "no licence is stated: look it up and name it here"
    name = canonicalize_name(component["name"])
    assert licences <= ALLOWED | WEAK_COPYLEFT.get(name, set()) | TOOLS.get(name, set())


def test_no_exception_outlives_its_package() -> None:
    stated = {str(canonicalize_name(component["name"])): _licences(component) for component in _components()}
    for name, licences in [*WEAK_COPYLEFT.items(), *TOOLS.items()]:
        assert licences <= stated[name], name
