"""The report as a tagged PDF, set by Typst: a document becomes data, and `report.typ` sets the data in type.

Text never becomes markup: everything the document says goes to the typesetter as JSON. What stands in the document is
decided in `report/document`; here it only gets its looks.
"""

from verity.report.pdf.writer import write_pdf

__all__ = ["write_pdf"]
