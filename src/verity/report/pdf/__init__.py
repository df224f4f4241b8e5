"""The report as a tagged PDF, set by Typst from the document model."""

from verity.report.pdf.writer import write_pdf

__all__ = ["write_pdf"]
