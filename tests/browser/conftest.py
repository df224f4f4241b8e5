"""A real Chromium: the one named in VERITY_BROWSER, else one on PATH, else Playwright's own, else a loud skip."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    named = os.environ.get("VERITY_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        if named is None and not own.is_file():
            message = "no Chromium was found: browser tests need one (VERITY_BROWSER, PATH, or Playwright's own)"
            if os.environ.get("CI") == "true":
                pytest.fail(message)
            pytest.skip(message)
        browser = playwright.chromium.launch(executable_path=named or own, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Give a page of desktop width that fails the test on any console error or request beyond the folder."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    one = context.new_page()
    faults: list[str] = []
    one.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    one.on("pageerror", lambda error: faults.append(str(error)))
    one.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else faults.append(asked.url)
    )
    yield one
    context.close()
    assert faults == []
