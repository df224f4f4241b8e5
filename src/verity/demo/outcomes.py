"""Rows of the outcomes files: one per closed offence, a few twice, a few for offences before the first month."""

from dataclasses import dataclass

import numpy as np

from verity.demo.parameters import Parameters
from verity.demo.street import FINAL_OUTCOMES, MONTHLY_CHANCE, NONE, StreetRows
from verity.demo.tessellation import Ints


@dataclass(frozen=True)
class OutcomeRows:
    """Rows of the outcomes files: month of the outcome, crime, map point (-1 for none), outcome."""

    month: Ints
    crime: Ints
    point: Ints
    outcome: Ints


def outcome_rows(parameters: Parameters, rows: StreetRows) -> OutcomeRows:
    """Return the outcomes of street rows (without their repeats), in order of month.

    Crimes from before the window have numbers beyond those of the street rows.
    """
    random = parameters.random("outcomes")
    quirks = parameters.quirks
    months = len(parameters.months)
    closed = np.flatnonzero((rows.crime != NONE) & (rows.outcome != NONE) & (rows.outcome_month < months))
    twice = closed[random.random(len(closed)) < quirks.outcome_twice]
    before = random.choice(closed, round(quirks.outcomes_before_window * len(closed)), replace=False)
    source = np.concatenate([closed, twice, before])
    month = np.concatenate(
        [
            rows.outcome_month[closed],
            np.minimum(rows.outcome_month[twice] + 1, months - 1),
            np.minimum(random.geometric(MONTHLY_CHANCE, len(before)) - 1, months - 1),
        ]
    )
    new = rows.crime.max(initial=0) + 1 + np.arange(len(before))
    crime = np.concatenate([rows.crime[closed], rows.crime[twice], new])
    outcome = rows.outcome[source]
    again = slice(len(closed), len(closed) + len(twice))
    outcome[again] = (outcome[again] + random.integers(1, 4, len(twice))) % len(FINAL_OUTCOMES)
    order = np.lexsort((crime, month))
    return OutcomeRows(month[order], crime[order], rows.point[source][order], outcome[order])
