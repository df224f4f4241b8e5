"""Every chart that a chapter may draw; one specification serves the page and print.

Nothing is drawn here: this is the list of what there is.
"""

from verity.exhibits.bars import diverging_bars, horizontal_bars, small_multiple_bars, stacked_bars
from verity.exhibits.heat import heat_grid
from verity.exhibits.profiles import observed_expected, population_pyramid
from verity.exhibits.series import columns_by_year, line_by_month

__all__ = [
    "columns_by_year",
    "diverging_bars",
    "heat_grid",
    "horizontal_bars",
    "line_by_month",
    "observed_expected",
    "population_pyramid",
    "small_multiple_bars",
    "stacked_bars",
]
