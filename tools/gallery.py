"""Make the pictures of docs/gallery from the invented demonstration, and say which could not be made.

    python tools/gallery.py                    # builds the demonstration first, a minute or two
    python tools/gallery.py --site FOLDER      # an edition of it that is built already

It needs a Chromium (see tools/browser.py), pdftoppm of Poppler, and LibreOffice for the pages of Word and the
spreadsheet: none of them is part of the package. What is missing is said aloud and its pictures are left as they were.
The pictures show the fonts of the machine that made them, so they are not the same to the byte everywhere.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from browser import find_browser

GALLERY = Path(__file__).parents[1] / "docs" / "gallery"
MOST_BYTES = 150_000
QUALITY = 72
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CHAPTER, CHART = "police-recorded-violence", "violence-by-month"
MAP_PAGE, MAP = "police-recorded-violence", "violence-small-areas"
OFFICE_S = 300
DESKTOP = 0.85
"""Pixels of a picture for one of the window."""


class MissingToolError(Exception):
    """A program that a picture needs is not on this machine."""


def needed(*names: str) -> str:
    """Return the path of the first of some programs that is there."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise MissingToolError(f"{' or '.join(names)} is not on this machine")
    return found


@contextmanager
def opened(width: int, height: int, scale: float = 1) -> Iterator[Page]:
    """Give a page of a real Chromium."""
    path = find_browser()
    if path is None:
        raise MissingToolError("no Chromium was found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        browser.close()


def shown(page: Page, site: Path, name: str, anchor: str = "") -> None:
    """Open a page of the site and let its pictures be drawn."""
    page.goto(f"{(site / f'{name}.html').as_uri()}{f'#{anchor}' if anchor else ''}")
    page.wait_for_timeout(1200)


def taken(page: Page, name: str) -> None:
    """Take what stands in the window."""
    page.screenshot(path=GALLERY / f"{name}.jpg", type="jpeg", quality=QUALITY)


def first_page(site: Path) -> None:
    """Take the first page of the site."""
    with opened(1280, 960, scale=DESKTOP) as page:
        shown(page, site, "index")
        taken(page, "site-first-page")


def chapter(site: Path) -> None:
    """Take a chapter at a chart."""
    with opened(1280, 960, scale=DESKTOP) as page:
        shown(page, site, CHAPTER, CHART)
        taken(page, "site-chapter")


def map_with_table(site: Path) -> None:
    """Take a map with the table behind it unfolded."""
    with opened(1280, 1500, scale=0.75) as page:
        shown(page, site, MAP_PAGE, MAP)
        page.locator(f"#{MAP} details.behind summary").click()
        page.locator(f"#{MAP}").scroll_into_view_if_needed()
        page.evaluate(f"document.getElementById('{MAP}').scrollIntoView()")
        page.wait_for_timeout(400)
        taken(page, "site-map-with-table")


def district(site: Path) -> None:
    """Take the page of a district."""
    name = min(file.stem for file in site.glob("place-*.html"))
    with opened(1280, 960, scale=DESKTOP) as page:
        shown(page, site, name)
        taken(page, "site-district")


def telephone(site: Path) -> None:
    """Take the first page as wide as a telephone, at what the data say."""
    with opened(320, 640, scale=1.5) as page:
        shown(page, site, "index")
        page.evaluate("document.querySelector('h1').scrollIntoView()")
        page.wait_for_timeout(400)
        taken(page, "site-telephone")


def of_pdf(pdf: Path, number: int, name: str) -> None:
    """Draw one page of a PDF."""
    command = [needed("pdftoppm"), "-jpeg", "-jpegopt", f"quality={QUALITY}", "-r", "80", "-singlefile"]
    subprocess.run([*command, "-f", str(number), "-l", str(number), str(pdf), str(GALLERY / name)], check=True)


def page_saying(pdf: Path, words: str, *, after: int = 1) -> int:
    """Return the first page of a PDF that holds some words, beyond its lists."""
    command = [needed("pdftotext"), "-f", str(after), str(pdf), "-"]
    pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")
    return next(number for number, text in enumerate(pages, start=after) if words in " ".join(text.split()))


def pdf_pages(site: Path) -> None:
    """Draw the cover of the PDF and a page with a chart and its table."""
    pdf = next(site.glob("assessment*.pdf"))
    of_pdf(pdf, 1, "pdf-cover")
    of_pdf(pdf, page_saying(pdf, "Table behind Figure 2", after=8), "pdf-page")


def by_office(file: Path, folder: Path) -> Path:
    """Let LibreOffice set a file as it would print it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [needed("soffice", "libreoffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=OFFICE_S)
    return folder / f"{file.stem}.pdf"


def word_page(site: Path) -> None:
    """Draw a page of the Word document with a chart."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = by_office(next(site.glob("assessment*.docx")), Path(folder))
        of_pdf(pdf, page_saying(pdf, "Source: Population estimates by sex", after=4), "word-page")


def spreadsheet_page(site: Path) -> None:
    """Draw the first table of the workbook."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = by_office(next(site.glob("tables*.ods")), Path(folder))
        of_pdf(pdf, page_saying(pdf, "Source: Population estimates of districts", after=12), "spreadsheet")


PICTURES: tuple[Callable[[Path], None], ...] = (
    first_page, chapter, map_with_table, district, telephone, pdf_pages, word_page, spreadsheet_page,
)  # fmt: skip


def demonstration(folder: Path) -> Path:
    """Build the demonstration; return its site."""
    from verity.build.demonstration import make_demonstration  # noqa: PLC0415 - not needed where a site is given

    return make_demonstration(folder, progress=lambda step: print(f"  {step}", flush=True)).out


def make(site: Path) -> list[str]:
    """Make every picture that can be made; return what was left out and why."""
    left_out = []
    for picture in PICTURES:
        try:
            picture(site)
            print(f"{picture.__name__}: made")
        except MissingToolError as error:
            left_out.append(f"{picture.__name__}: LEFT OUT, {error}")
    return left_out


def main() -> int:
    """Make the gallery; 1 when a picture is too large or was left out."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--site", type=Path, help="a built edition of the demonstration")
    given = asked.parse_args().site
    with tempfile.TemporaryDirectory() as folder:
        faults = make(given.resolve() if given else demonstration(Path(folder)))
    sizes = {file.name: file.stat().st_size for file in sorted(GALLERY.glob("*.jpg"))}
    faults += [f"{name}: {size:,} bytes, above {MOST_BYTES:,}" for name, size in sizes.items() if size > MOST_BYTES]
    print("".join(f"{size:>9,}  {name}\n" for name, size in sizes.items()), end="")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
