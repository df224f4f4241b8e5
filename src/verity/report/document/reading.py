"""How to read the report: what stands where there is no number, what an interval is, where the files are."""

from verity.exhibits.cells import SYMBOLS
from verity.model.releases import CellState
from verity.report.document.blocks import Grid, Paragraph, Part, Run
from verity.report.document.glossary import GLOSSARY

NOT_APPLICABLE = "no number can stand here; it is not zero"
MEANINGS = {
    CellState.SUPPRESSED: GLOSSARY["suppressed"],
    CellState.NOT_AVAILABLE: GLOSSARY["not available"],
    CellState.NOT_APPLICABLE: NOT_APPLICABLE,
}
INTERVALS = (
    "A 95% interval stands beside rates, shares and their comparisons: {meaning}. Two rates are called higher or lower "
    "only where their intervals do not overlap, and similar otherwise."
)
PLACES = (
    "Every table and figure has a number, a title that says what it shows, and a line that names its source. Numbers "
    "in the text lead to the exhibit they come from. The file of numbers behind each comes with this report, in its "
    "folder named data."
)


def reading() -> Part:
    """Return the part that explains what stands in tables, for readers who meet them for the first time."""
    rows = [(str(state), SYMBOLS[state], f"{meaning}.") for state, meaning in MEANINGS.items()]
    odd = (("0", "0", "a true zero: it was counted and there was none."),
           ("<0.1", "<0.1", "more than zero and too small for the decimals shown."))  # fmt: skip
    return Part(
        id="reading", title="How to read this report", number="",
        blocks=(
            Paragraph(runs=(Run(PLACES),)),
            Paragraph(runs=(Run(INTERVALS.format(meaning=GLOSSARY["95% interval"].partition(";")[0])),)),
            Grid(
                title="What stands where there is no plain number",
                header=("In tables", "In pictures and workbooks", "Meaning"),
                rows=(*rows, *odd),
            ),
        ),
    )  # fmt: skip
