"""Pictures of the page's views with the sample articles, for the README and to be looked at.

``python -m tests.web.screenshots`` writes one per view into ``output/screenshots``. ``--dark``, ``--width 390`` and
``--whole`` show the same in dark mode, on a phone and down to the end of the page; ``--to DIR`` puts them elsewhere.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.conftest import ROOT
from tests.web.samples import fill
from tests.web.test_server import serving

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FOLDER = ROOT / "output" / "screenshots"
TEXT = ROOT / "tests" / "articles" / "harbour-bridge.txt"


def article(page: Page) -> None:
    """The text with what it says down its margin; one statement and its words are lit."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("bridge collapse")).click()
    page.locator(".card.k-event").first.hover()


def entity(page: Page, name: str = "Rui Tavares") -> None:
    """A person with facts, events, claims and articles."""
    page.goto("/entities?q=" + name.replace(" ", "+"))
    page.get_by_role("rowheader", name=name).get_by_role("link").click()


def place(page: Page) -> None:
    """A place with its map."""
    entity(page, "Kyiv")


def graph(page: Page) -> None:
    """What is around a company."""
    entity(page, "SpaceX")
    page.get_by_role("link", name="Show as a graph").click()
    expect(page.locator("#told")).to_contain_text("relations shown")


def query(page: Page) -> None:
    """A named query in the editor, with its result."""
    page.goto("/query")
    page.locator(".named li", has_text="Who said what").get_by_role("button", name="Edit").click()
    expect(page.locator(".tabPanel.active .yasr table.dataTable tbody")).to_contain_text("Joana Pires")


def attempt(page: Page) -> None:
    """A text to be tried."""
    headline, _, text = TEXT.read_text(encoding="utf-8").partition("\n\n")
    page.goto("/try")
    page.get_by_label("Text").fill(text.strip())
    page.get_by_label("Headline").fill(headline.lstrip("# "))
    page.get_by_label("Day of publication").fill("2024-05-14")
    page.locator("h1").click()
    page.get_by_label("Text").evaluate("area => area.scrollTo(0, 0)")


def checks(page: Page) -> None:
    """The findings."""
    page.goto("/checks")
    expect(page.locator(".counts")).to_be_visible(timeout=120_000)


VIEWS: dict[str, Callable[[Page], None]] = {
    "article": article,
    "entity": entity,
    "place": place,
    "graph": graph,
    "query": query,
    "try": attempt,
    "checks": checks,
}


def take(page: Page, folder: Path, *, whole: bool = False) -> list[Path]:
    """A picture of each view, on a page that has the server's address as its base."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, view in VIEWS.items():
        view(page)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}.png", full_page=whole, animations="disabled")
    return [folder / f"{name}.png" for name in VIEWS]


def main() -> None:
    """Serve the sample articles and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--width", type=int, default=1120)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        store = fill(Path(folder) / "store")
        browser = driver.chromium.launch(executable_path=CHROMIUM, headless=True)
        with serving(str(store)) as (address, _process):
            context = browser.new_context(
                viewport={"width": given.width, "height": 800},
                base_url=address,
                color_scheme="dark" if given.dark else "light",
                reduced_motion="reduce",
                locale="en-GB",
            )
            page = context.new_page()
            page.set_default_timeout(60_000)
            for path in take(page, given.to, whole=given.whole):
                print(f"{os.path.relpath(path)}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
