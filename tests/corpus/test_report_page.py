"""The report's page in a real browser: headless Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright: install pressgraph[test]")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: install pressgraph[test]")

from playwright.sync_api import Browser, Page, expect  # noqa: E402

from pressgraph.corpus.report import write_report  # noqa: E402
from tests.corpus.reported import HOSTILE, add_part, failed, make_job, written  # noqa: E402
from tests.web.screenshots import CHROMIUM  # noqa: E402

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, headless=True)
        yield found
        found.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with everything in it: failures, notes, twins, strangers' words, missing parts."""
    root = make_job(tmp_path_factory.mktemp("report") / "job", 3, ["a.jsonl"])
    dropped = {"schema:worksFor: confidence below 0.5": 3, "pg:Attack: a kind of thing": 1}
    lines = [written(f"a.jsonl#{n}", "a.jsonl", words=n * 7, dropped=dropped) for n in range(30)]
    lines += [written(f"a.jsonl#{n}", "a.jsonl", graph="https://x.example/twin", facts=0) for n in ("x", "y")]
    lines += [failed(f"a.jsonl#bad{n}", f"a.jsonl#bad{n}: no text", "a.jsonl") for n in range(3)]
    strange = [written(word, word, notes=[word], dropped={f"{word}: {word}": 1}) for word in HOSTILE]
    add_part(root, 0, [*lines, *strange, *(failed(word, word, word) for word in HOSTILE)])
    write_report(str(root))
    return (root / "report.html").as_uri()


@pytest.fixture
def page(browser: Browser, report: str) -> Iterator[Page]:
    """The page; it asks for nothing but itself, and nothing goes wrong in it."""
    context = browser.new_context(viewport={"width": 1120, "height": 800})
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    context.on("console", lambda message: faults.append(message.text))
    context.on("dialog", lambda dialog: faults.append(dialog.message))
    found = context.new_page()
    found.goto(report)
    yield found
    context.close()
    assert (set(asked), faults) == ({report}, [])


def test_articles_are_sorted_by_their_heads(page: Page) -> None:
    first = page.locator("#article-table tbody tr").first
    expect(first).to_contain_text("no text")
    words = page.get_by_role("columnheader", name="Words").last
    words.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(words).to_have_attribute("aria-sort", "descending")
    expect(first.locator("td.number").first).to_have_text("203")
    page.keyboard.press("Enter")
    expect(words).to_have_attribute("aria-sort", "ascending")
    rows = page.locator("#article-table tbody tr[data-outcome=written] td:nth-of-type(3)").all_inner_texts()
    assert [int(text) for text in rows] == sorted(int(text) for text in rows)


def test_articles_are_filtered_by_words_and_outcome(page: Page) -> None:
    told = page.get_by_role("status")
    expect(told).to_have_text("47 of 47 rows shown")
    page.get_by_label("Rows that contain").fill("BAD1 text")
    expect(told).to_have_text("1 of 47 rows shown")
    expect(page.locator("#article-table tbody tr:visible")).to_contain_text("a.jsonl#bad1")
    page.get_by_label("Rows that contain").fill("")
    page.get_by_label("Outcome").select_option("failed")
    expect(told).to_have_text("9 of 47 rows shown")


def test_the_keyboard_opens_examples_and_skips_the_head(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    summary = page.locator("#failures ~ .scroll summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("a.jsonl#bad0").first).to_be_visible()


def test_everything_is_there_without_scripts(browser: Browser, report: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    expect(page.locator("#article-table tbody tr")).to_have_count(47)
    expect(page.locator("#article-tools")).to_be_hidden()
    page.locator("summary").first.click()
    expect(page.locator("details li").first).to_be_visible()
    context.close()


def test_print_shows_the_examples_and_no_tools(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    expect(page.locator("#article-tools")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("width", [320, 390, 1120])
def test_the_page_is_no_wider_than_its_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1120])
def test_no_barriers(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = axe.Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"][:3]] == []
