"""Lint finds nothing in what Verity builds itself: the small demonstration as pages, Word document and PDF."""

import pytest

from verity.lint.linting import lint
from verity.lint.reading import read_text


@pytest.mark.parametrize("suffix", ["", "docx", "pdf"])
def test_lint_has_nothing_to_report_of_the_demonstration(small_demo, suffix):
    site = small_demo / "site"
    if suffix == "pdf":
        pytest.importorskip("pypdf")
    (document,) = sorted(site.glob(f"assessment*.{suffix}")) if suffix else [site]
    text = read_text(document)
    assert text.length > 20_000, "the whole of it is read"
    assert len(text.captions) > 100
    assert [f"{one.id} {one.fault.section}: {one.fault.evidence} {one.fault.wrong}" for one in lint(text)] == []
