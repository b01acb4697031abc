"""The pages in a real browser: headless Chromium, driven by Playwright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright: install pressgraph[test]")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: install pressgraph[test]")

from playwright.sync_api import Browser, BrowserContext, Page, expect  # noqa: E402

from tests.conftest import MODEL, ROOT  # noqa: E402
from tests.web.screenshots import CHROMIUM, FOLDER, entity, take  # noqa: E402
from tests.web.test_server import serving  # noqa: E402

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium: apt-get install chromium"),
]
VIEWS = (
    "/",
    "/entities",
    "ARTICLE",
    "PERSON",
    "PLACE",
    "/graph?q=tavares",
    "GRAPH",
    "/query",
    "NAMED",
    "/try",
    "/checks",
    "/no",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, headless=True)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with serving(str(store)) as (found, _process):
        yield found


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that asks nobody but the server, and reports no error and no breach of the policy."""
    found = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
    asked: list[str] = []
    faults: list[str] = []
    found.on("request", lambda request: asked.append(request.url))
    found.on("weberror", lambda fault: faults.append(str(fault.error)))
    found.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield found
    found.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert [fault for fault in faults if "status of 404" not in fault] == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    found = context.new_page()
    found.set_default_timeout(60_000)
    return found


def visit(page: Page, view: str) -> None:
    """Open a view; its places are found as a reader finds them."""
    expect.set_options(timeout=20_000)
    if view == "ARTICLE":
        page.goto("/")
        page.get_by_role("link", name=re.compile("bridge collapse")).click()
        page.wait_for_url("**/id/article/*")  # a key that is pressed before that reaches no page
    elif view in ("PERSON", "PLACE", "GRAPH"):
        entity(page, "Kyiv" if view == "PLACE" else "Rui Tavares")
        if view == "GRAPH":
            page.get_by_role("link", name="Show as a graph").click()
    elif view == "NAMED":
        page.goto("/query/who-said-what")
    else:
        page.goto(view)
    if view == "/checks":
        expect(page.locator(".counts")).to_be_visible(timeout=120_000)


def test_a_statement_lights_its_words_and_back(page: Page) -> None:
    visit(page, "ARTICLE")
    expect(page.locator("h1")).to_contain_text("Court clears former port chief")
    card = page.locator(".card.k-fact", has_text="University of Coimbra")
    card.hover()
    lit = page.locator(".paragraph .lit")
    assert "studied at the" in " ".join(lit.all_inner_texts())
    page.locator("h1").hover()
    page.locator(".paragraph .trigger", has_text="killed").first.hover()
    expect(page.locator(".card.lit", has_text="nine people").first).to_be_visible()


def test_the_keyboard_reaches_statements_and_words(page: Page) -> None:
    visit(page, "ARTICLE")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    back = page.locator(".card .to-text").first
    back.focus()
    expect(page.locator(".card.lit")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#c\d+$"))
    page.locator(".paragraph a.x").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card:target")).to_be_visible()


def test_asserted_and_said_look_different(page: Page) -> None:
    visit(page, "ARTICLE")
    styles = {
        name: page.locator(f".card.is-{name}").first.evaluate("card => getComputedStyle(card).borderLeftStyle")
        for name in ("asserted", "hypothetical", "said")
    }
    assert len(set(styles.values())) == 3


def test_the_slider_hides_what_is_less_sure(page: Page) -> None:
    visit(page, "ARTICLE")
    cards = page.locator(".card:visible")
    everything = cards.count()
    page.locator("#min").fill("0.93")
    expect(page.locator(".slider output")).to_have_text("93%")
    shown = cards.count()
    assert 0 < shown < everything
    assert all(float(share) >= 0.93 for share in cards.evaluate_all("all => all.map(card => card.dataset.c)"))
    assert page.locator(".paragraph .off").count() > 0
    page.locator("#min").fill("0")
    expect(cards).to_have_count(everything)
    page.locator("#show-claims").uncheck()
    expect(page.locator(".card.k-claim:visible")).to_have_count(0)
    page.locator("#show-asserted").uncheck()
    expect(page.locator(".card.is-asserted:visible")).to_have_count(0)


def test_an_article_is_printed_without_its_controls(page: Page) -> None:
    visit(page, "ARTICLE")
    page.emulate_media(media="print")
    expect(page.locator(".controls")).to_be_hidden()
    expect(page.locator("header.site")).to_be_hidden()
    expect(page.locator(".card").first).to_be_visible()


def test_from_an_entity_to_the_words_about_it(page: Page) -> None:
    visit(page, "PERSON")
    expect(page.locator("ol.timeline li").first).to_be_visible()
    page.locator(".card", has_text="alumni of").get_by_role("link", name=re.compile("Court clears")).click()
    expect(page.locator(".card:target")).to_contain_text("University of Coimbra")
    expect(page.locator(".card:target")).to_be_in_viewport()


def test_the_graph_grows_and_is_filtered(page: Page) -> None:
    visit(page, "GRAPH")
    expect(page.locator("#told")).to_contain_text("relations shown")
    before = page.evaluate("pressgraph.cy.nodes().length")
    assert page.locator("#edges tbody tr").count() == page.evaluate("pressgraph.cy.edges().length")
    page.locator('[name=family][value="organization"]').uncheck()
    page.wait_for_function("pressgraph.cy.nodes(\"[family='organization']:visible\").length === 0")
    expect(page.locator("#edges tbody", has_text="University of Coimbra")).to_have_count(0)
    page.locator('[name=family][value="organization"]').check()
    place = page.evaluate("pressgraph.cy.nodes(\"[label='Portuguese court']\")[0].renderedPosition()")
    box = page.locator("#graph").bounding_box()
    assert box is not None
    with page.expect_response(re.compile("/neighbours")):
        page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    page.wait_for_function("pressgraph.cy.nodes(\"[label='Portuguese court']\")[0].scratch('expanded')")
    page.get_by_role("button", name="Expand Evora").first.click()
    expect(page.get_by_role("button", name="Expand Evora")).to_have_count(0)
    assert page.evaluate("pressgraph.cy.nodes().length") >= before


def test_what_the_graph_shows_as_files(page: Page, tmp_path: Path) -> None:
    visit(page, "GRAPH")
    expect(page.locator("#told")).to_contain_text("relations shown")
    for button, name in (("PNG", "graph.png"), ("SVG", "graph.svg"), ("N-Triples of what is shown", "graph.nt")):
        with page.expect_download() as found:
            page.get_by_role("button", name=button).click()
        found.value.save_as(tmp_path / name)
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")
    drawing = ElementTree.parse(tmp_path / "graph.svg")
    texts = [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert "Rui Tavares" in texts
    triples = [quad.triple for quad in ox.parse(path=str(tmp_path / "graph.nt"), format=ox.RdfFormat.N_TRIPLES)]
    assert ox.NamedNode("https://schema.org/alumniOf") in {triple.predicate for triple in triples}


def test_a_query_in_the_editor(page: Page) -> None:
    visit(page, "/query")
    expect(page.locator(".CodeMirror")).to_be_visible()
    page.get_by_role("button", name="Run query").click()
    table = page.locator(".yasr table.dataTable tbody")
    expect(table).to_contain_text("Court clears former port chief")
    table.locator("a.iri").first.click()
    expect(page.locator("article.reader")).to_be_visible()


def test_a_named_query_in_the_editor(page: Page) -> None:
    visit(page, "/query")
    page.locator(".named li", has_text="Who said what").get_by_role("button", name="Edit").click()
    expect(page.locator(".tabPanel.active .yasr table.dataTable tbody")).to_contain_text("Joana Pires")


def test_a_finding_leads_to_its_statement(page: Page) -> None:
    visit(page, "/checks")
    page.locator("a.focus").first.click()
    expect(page.locator(":target")).to_be_visible()


@pytest.mark.skipif(not MODEL.is_file(), reason="no language model in src/pressgraph/models/en")
def test_a_pasted_text(page: Page, tmp_path: Path) -> None:
    visit(page, "/try")
    page.get_by_label("Text").fill(
        "LISBON, 14 May 2024 - Mayor Clara Nunes, 54, resigned on Tuesday.\n\n“We need rest,” said Nunes."
    )
    page.get_by_label("Headline").fill("Mayor goes")
    page.get_by_role("button", name="Show its graph").click()
    expect(page.locator("h1")).to_have_text("Mayor goes", timeout=120_000)
    expect(page.locator(".card.k-quotation")).to_contain_text("We need rest")
    with page.expect_download() as found:
        page.get_by_role("link", name="Turtle").click()
    found.value.save_as(tmp_path / "article.ttl")
    assert len(list(ox.parse(path=str(tmp_path / "article.ttl"), format=ox.RdfFormat.TURTLE))) > 20


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_a_phone(page: Page, view: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, view)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_accessible(page: Page, view: str, scheme: str) -> None:
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark", reduced_motion="reduce")
    visit(page, view)
    page.wait_for_load_state("networkidle")
    found = axe.Axe().run(page).response["violations"]
    serious = [
        f"{one['id']} ({one['impact']}): {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:5]
    ]
    assert serious == []


@pytest.mark.parametrize("view", ["ARTICLE", "PERSON", "GRAPH", "/query", "NAMED", "/checks"])
def test_every_view_says_the_same_without_scripts(browser: Browser, address: str, view: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    visit(page, view)
    shown = {
        "ARTICLE": ".card .what",
        "PERSON": ".timeline li",
        "GRAPH": "#edges tbody tr",
        "/query": "#plain-query textarea",
        "NAMED": "tbody tr",
        "/checks": ".finding",
    }
    expect(page.locator(shown[view]).first).to_be_visible()
    context.close()


def test_a_place_is_shown_on_a_map(page: Page) -> None:
    visit(page, "PLACE")
    drawn = page.locator(".map svg")
    expect(drawn).to_be_visible()
    land = page.locator(".map use").evaluate("use => use.getBBox().width")
    assert land > 3000  # the outline has arrived
    dot, around = page.locator(".map circle").bounding_box(), drawn.bounding_box()
    assert dot is not None
    assert around is not None
    assert around["x"] < dot["x"] < around["x"] + around["width"]
    assert around["y"] < dot["y"] < around["y"] + around["height"]


def test_the_readmes_screenshots(page: Page, tmp_path: Path) -> None:
    taken = take(page, tmp_path)
    assert len(taken) == len(list(FOLDER.glob("*.png")))
    for path in taken:
        assert path.read_bytes().startswith(b"\x89PNG")
        assert (FOLDER / path.name).stat().st_size < 250_000
        assert f"output/screenshots/{path.name}" in (ROOT / "README.md").read_text(encoding="utf-8")
