"""Every kind of chart in a real browser, still and live, wide and narrow."""

import importlib.util
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from verity.report.site import write_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sample_page(tmp_path_factory) -> str:
    spec = importlib.util.spec_from_file_location("sample_edition", Path(__file__).with_name("sample_edition.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    out = tmp_path_factory.mktemp("sample")
    write_site(module.edition(), out)
    return (out / "sample.html").as_uri()


def live(page, address):
    """Open the page and scroll to every chart until all answer to the pointer."""
    page.goto(address)
    charts = page.locator(".chart[data-exhibit]")
    for place in range(charts.count()):
        charts.nth(place).scroll_into_view_if_needed()
        page.wait_for_function("n => document.querySelectorAll('.chart')[n].querySelector('div svg.marks')", arg=place)
    return charts


def test_every_kind_of_chart_becomes_live_and_axe_finds_nothing(page, sample_page):
    charts = live(page, sample_page)
    assert charts.count() == 12
    found = Axe().run(page, options={"preload": False})
    assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]] == []


@pytest.mark.parametrize("script", [True, False])
def test_hatches_are_defined_and_painted_still_and_live(chromium, page, sample_page, script):
    """Undefined hatches paint nothing: a suppressed area would look like zero."""
    if script:
        live(page, sample_page)
        here = page
    else:
        here = chromium.new_context(java_script_enabled=False).new_page()
        here.goto(sample_page)
    names = here.locator("[fill^='url(#']").evaluate_all("marks => marks.map(m => m.getAttribute('fill').slice(5, -1))")
    assert len(set(names)) >= 2
    for name in set(names):
        assert here.locator(f"pattern[id='{name}']").count() == 1
    chart = here.locator("#sample-choropleth-chart svg")
    hatched = chart.locator("path[fill^='url(#']").evaluate_all("marks => marks.map(m => m.getBBox().width)")
    assert sum(width > 20 for width in hatched) == 2
    if not script:
        here.context.close()


def test_a_narrow_chart_keeps_its_size_and_scrolls_in_its_own_frame(page, sample_page):
    page.set_viewport_size({"width": 320, "height": 640})
    live(page, sample_page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for box in page.locator(".chart[data-exhibit]").all():
        assert box.get_attribute("tabindex") == "0"
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")
