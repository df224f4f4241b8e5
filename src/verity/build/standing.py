"""Whether an edition is approved: what it is made of, set against the assessment's release log."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from verity.approval.decisions import standing
from verity.approval.log import read_log
from verity.approval.subject import subject_of
from verity.build.manifest import FileHash
from verity.model.releases import EditionKind
from verity.report.edition import Edition


def with_standing(
    edition: Edition, assessment: Path, inputs: Sequence[FileHash], settings: Sequence[FileHash], released: str
) -> Edition:
    """Return an edition that says whether it is a draft, by whom it was approved, and by what digest.

    Raises
    ------
    DisclosureError
        The release log has been altered.
    """
    subject = subject_of(
        kind=edition.kind, version=edition.version, released=released,
        inputs=((one.path, one.sha256) for one in inputs), settings=((one.path, one.sha256) for one in settings),
    )  # fmt: skip
    now = standing(read_log(assessment), subject, EditionKind(edition.kind))
    approvals = tuple((one.name, one.role, one.at[: len("2026-11-23")]) for one in now.approvals)
    return replace(edition, draft=now.draft, approvals=approvals, subject=subject)
