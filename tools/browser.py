"""Find a Chromium for the browser tests, or get one, and print its path; everything else on standard error.

In order: VERITY_BROWSER; Chromium or Chrome on PATH; Playwright's own; on Debian as root, apt's. When none is
to be had the browser tests are skipped, which is said aloud; with CI=true that is an error.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FETCH_TIMEOUT_S = 240
APT_TIMEOUT_S = 420


def tell(text: str) -> None:
    """Say something without mixing it into the answer."""
    print(text, file=sys.stderr, flush=True)


def succeeds(command: list[str], timeout_s: int) -> bool:
    """Whether a command ends well within the time allowed; its last lines are told when it does not."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=timeout_s, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        tell(f"  {command[0]}: {type(error).__name__}")
        return False
    if done.returncode:
        tell("".join(f"  {line}\n" for line in (done.stdout + done.stderr).splitlines()[-2:]).rstrip())
    return done.returncode == 0


def named() -> str | None:
    """Return the browser that the environment names."""
    given = os.environ.get("VERITY_BROWSER")
    if given and not Path(given).is_file():
        tell(f"VERITY_BROWSER names {given}, which is not there")
    return given if given and Path(given).is_file() else None


def on_path() -> str | None:
    """Return a Chromium or Chrome on PATH."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def playwrights() -> str | None:
    """Return Playwright's own Chromium if it is installed."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only needed when none is on PATH
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def fetched_by_playwright() -> str | None:
    """Let Playwright download its Chromium."""
    tell("No Chromium found: asking Playwright for its own")
    install = [sys.executable, "-m", "playwright", "install", "chromium"]
    return playwrights() if succeeds(install, FETCH_TIMEOUT_S) else None


def fetched_by_apt() -> str | None:
    """Install Debian's Chromium, where that is ours to do."""
    is_root = getattr(os, "geteuid", lambda: 1)() == 0
    if not is_root or not shutil.which("apt-get"):
        return None
    tell("No Chromium found: asking apt for it")
    succeeds(["apt-get", "update", "-q"], APT_TIMEOUT_S)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
    return on_path() if succeeds(install, APT_TIMEOUT_S) else None


WAYS: tuple[Callable[[], str | None], ...] = (
    named,
    on_path,
    playwrights,
    fetched_by_playwright,
    fetched_by_apt,
)


def find_browser() -> str | None:
    """Return the path of a Chromium; None when none can be had."""
    return next((found for way in WAYS if (found := way())), None)


def main() -> int:
    """Print the path of a Chromium."""
    found = find_browser()
    if found:
        print(found)
        return 0
    tell("NO BROWSER: the browser tests will be SKIPPED. Set VERITY_BROWSER to a Chromium to run them.")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
