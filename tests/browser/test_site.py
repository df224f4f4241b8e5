"""The demonstration's pages in a real browser: accessible, narrow, by keyboard, without JavaScript, from a folder."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PAGES = ("index", "demography", "police-recorded-violence", "police-records-by-place", "place-aldermarch", "methods",
         "data-quality", "self-assessment", "accessibility")  # fmt: skip
LIMIT = 2_000_000
"""Most bytes of one page without the shared script."""

pytestmark = pytest.mark.browser


def opened(page: Page, demo: Path, name: str) -> Page:
    page.goto((demo / "site" / f"{name}.html").as_uri())
    return page


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page, small_demo, name):
    opened(page, small_demo, name)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.wait_for_timeout(300)
    found = Axe().run(page, options={"preload": False})  # preloading styles asks for files, which file: refuses
    told = [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
    assert told == []


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_page_does_not_scroll_sideways(page, small_demo, name):
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, small_demo, name)
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["demography", "police-recorded-violence"])
def test_text_tables_and_pictures_are_there_without_javascript(chromium: Browser, small_demo, name):
    context = chromium.new_context(java_script_enabled=False)
    page = opened(context.new_page(), small_demo, name)
    assert page.locator("figure.exhibit").count() >= 5
    for figure in page.locator("figure.exhibit").all():
        assert figure.locator("table").count() == 1
    assert page.locator("figure svg[role=img]").count() >= 3
    context.close()


def test_charts_answer_to_the_pointer_where_javascript_runs(page, small_demo):
    opened(page, small_demo, "police-recorded-violence")
    charts = page.locator(".chart[data-exhibit]")
    for place in range(charts.count()):
        charts.nth(place).scroll_into_view_if_needed()
        page.wait_for_timeout(250)
    page.wait_for_timeout(500)
    assert page.locator(".chart .marks").count() >= charts.count()
    for svg in page.locator(".chart svg").all():
        assert svg.get_attribute("role") == "img"
        assert svg.get_attribute("aria-labelledby")


def test_the_keyboard_reaches_content_tables_and_downloads(page, small_demo):
    opened(page, small_demo, "police-recorded-violence")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(e => e.tagName + (e.getAttribute('role') || ''))(document.activeElement)"))
    assert {"A", "SUMMARY", "DIVregion", "BUTTON"} <= reached


def test_a_table_sorts_by_number_and_says_so(page, small_demo):
    opened(page, small_demo, "police-recorded-violence")
    table = page.locator("#crimes-by-place table")
    head = table.locator("thead th").nth(1)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    values = table.locator("tbody tr td:nth-child(2)").evaluate_all("cells => cells.map(c => Number(c.dataset.value))")
    assert values == sorted(values)
    assert len(values) > 2


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light_and_links_to_nothing_that_is_missing(page, small_demo, name):
    site = small_demo / "site"
    text = (site / f"{name}.html").read_text("utf-8")
    charts = site / "static" / f"{name}-charts.js"
    assert len(text.encode()) + (charts.stat().st_size if charts.exists() else 0) < LIMIT
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    opened(page, small_demo, name)
    targets = page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))")
    for target in {one for one in targets if not one.startswith("http")}:
        file, _, anchor = target.partition("#")
        aim = site / (file or f"{name}.html")
        assert aim.is_file(), target
        if anchor:
            assert f'id="{anchor}"' in aim.read_text("utf-8"), target
