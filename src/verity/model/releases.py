"""A table that has passed disclosure control for one edition; only these can be shown.

The type lives here because everyone downstream reads it; it is made in `verity.disclosure.release` alone.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from verity.model.measures import Measure


class EditionKind(StrEnum):
    """Who an edition is for."""

    PUBLIC = "public"
    PARTNER = "partner"
    RESTRICTED = "restricted"


class CellState(StrEnum):
    """What a cell is. The five look and read differently everywhere; none of them is zero."""

    SHOWN = "shown"
    ROUNDED = "rounded"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, kw_only=True)
class Release:
    """Released counts of one measure with what may be derived from them.

    `frame` (a copy at every call) has the measure's breakdowns and

    - `count`: Int64, missing unless `state` is shown or rounded;
    - `state`: `CellState` value per row;
    - with a share: `base`, `share_pct`, `share_lower_95`, `share_upper_95`, `share_method`;
    - with a rate: `denominator`, `rate`, `rate_lower_95`, `rate_upper_95`, `rate_method`
      (per the measure's multiplier);
    - with a change: `change` and `change_pct` on the rows of the last value, missing on the others;
    - with values: `value`.
    """

    measure: Measure
    edition: EditionKind
    policy: str
    _frame: pd.DataFrame

    @property
    def frame(self) -> pd.DataFrame:
        """A copy of the released rows."""
        return self._frame.copy()
