"""Made-up releases for every kind of exhibit; all codes are reserved for invented areas."""

import pandas as pd

from verity.exhibits import charts, maps
from verity.exhibits.cells import Form
from verity.model.caveats import POLICE_MARKERS
from verity.model.periods import months_between

CODES = [f"E0199{n:04d}" for n in range(1, 13)]
DISTRICT_NAMES = {"E06990001": "Northport", "E06990002": "Central Testshire", "E06990003": "Southmere"}
BANDS = [f"{a}-{a + 4}" for a in range(0, 90, 5)] + ["90+"]


def squares(codes: list[str], names: list[str], width: int, *, cell: tuple[float, float]) -> dict:
    """A topology of squares laid in rows, in degrees."""
    arcs, geometries = [], []
    for place, (code, name) in enumerate(zip(codes, names, strict=True)):
        x, y = -0.6 + (place % width) * cell[0], 51.9 + (place // width) * cell[1]
        arcs.append([[x, y], [x, y + cell[1]], [x + cell[0], y + cell[1]], [x + cell[0], y], [x, y]])
        geometries.append({"type": "Polygon", "arcs": [[place]], "properties": {"code": code, "name": name}})
    return {
        "type": "Topology",
        "arcs": arcs,
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
    }


def small_shapes() -> dict:
    return squares(CODES, [f"Testshire {n:03d}A" for n in range(1, 13)], 4, cell=(0.15, 0.09))


def district_shapes() -> dict:
    return squares(list(DISTRICT_NAMES), list(DISTRICT_NAMES.values()), 1, cell=(0.6, 0.09))


def small_areas() -> pd.DataFrame:
    counts = [0, 12, 48, 33, 91, 120, None, None, 61, 77, 15, 30]
    state = ["shown"] * 6 + ["suppressed", "not available"] + ["shown"] * 4
    frame = pd.DataFrame({"lsoa": CODES, "count": pd.array(counts, dtype="Int64"), "state": state})
    frame["small_area"] = [f"Testshire {n:03d}A" for n in range(1, 13)]
    cut = pd.cut(frame["count"].astype("float64"), [-1, 0, 20, 50, 80, 500], labels=list(CLASSES))
    return frame.assign(fifth=cut.astype("str"))


CLASSES = ("0", "1 to 20", "21 to 50", "51 to 80", "81 or more")


def choropleth() -> dict:
    return maps.choropleth(
        small_shapes(), small_areas(), code="lsoa", value="fifth", classes=CLASSES, legend="Offences", zero="0",
        outline=district_shapes(),
    )  # fmt: skip


def quintiles() -> dict:
    names = ("1: most deprived fifth", "2", "3", "4", "5: least deprived fifth")
    frame = pd.DataFrame({"lsoa": CODES[:11], "q": [names[n % 5] for n in range(11)]})
    return maps.choropleth(
        small_shapes(), frame, code="lsoa", value="q", classes=names, legend="National quintile", reverse=True,
        outline=district_shapes(),
    )  # fmt: skip


def outline() -> dict:
    return maps.outline_map(district_shapes(), only=tuple(DISTRICT_NAMES))


def districts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "district": [*DISTRICT_NAMES.values(), "Not in any district"],
            "count": pd.array([1204, 873, 655, None], dtype="Int64"),
            "share_pct": [44.1, 31.9, 24.0, None],
            "rate": [14.2, 10.9, 9.1, None],
            "low": [13.4, 10.2, 8.4, None],
            "high": [15.0, 11.6, 9.8, None],
            "state": ["shown", "shown", "shown", "suppressed"],
        }
    )


def bars() -> dict:
    return charts.horizontal_bars(districts(), category="district", value="count", value_title="Offences")


def bars_with_intervals() -> dict:
    return charts.horizontal_bars(
        districts().iloc[:3], category="district", value="rate", lower="low", upper="high", form=Form.RATE,
        value_title="Offences per 1,000 residents, with 95% interval",
    )  # fmt: skip


def ethnic() -> pd.DataFrame:
    rows = [("Northport", 61.2), ("Central Testshire", 84.0), ("Southmere", 93.4), ("Testshire", 79.3)]
    return pd.DataFrame(
        [
            (area, group, share)
            for area, white in rows
            for group, share in (("White", white), ("All other groups", 100 - white))
        ],
        columns=["area_name", "group", "share_pct"],
    )


def stacked() -> dict:
    return charts.stacked_bars(
        ethnic(),
        category="area_name",
        value="share_pct",
        group="group",
        value_title="Share of usual residents, per cent",
    )


def categories() -> pd.DataFrame:
    names = ["Violence and sexual offences", "Anti-social behaviour", "Criminal damage and arson", "Robbery", "Drugs"]
    return pd.DataFrame(
        [
            (c, str(y), 20_000 / (i + 1) + 311 * (y - 2019) - 400 * i)
            for i, c in enumerate(names)
            for y in range(2019, 2024)
        ],
        columns=["crime_type", "year", "count"],
    )


def multiples() -> dict:
    return charts.small_multiple_bars(
        categories(), category="crime_type", value="count", panel="year", value_title="Crimes and incidents"
    )


def ages() -> pd.DataFrame:
    rows = []
    for a, area in enumerate(("Testshire", "East of Testland", "Testland")):
        for sex, tilt in (("female", 1.03), ("male", 0.97)):
            for b, band in enumerate(BANDS):
                rows.append(
                    (area, sex, band, max(0.3, (3.4 - 0.012 * (b - 6) ** 2 + a * 0.12 * ((b > 9) - 0.5)) * tilt))
                )
    return pd.DataFrame(rows, columns=["area_name", "sex", "age_band", "share_pct"])


def pyramid() -> dict:
    return charts.population_pyramid(ages(), area="Testshire", comparators=["East of Testland", "Testland"])


def change() -> pd.DataFrame:
    return pd.DataFrame(
        [
            (d, band, 18 - 3.1 * b + 6 * i if b % 4 else -4.2 + i)
            for i, d in enumerate(DISTRICT_NAMES.values())
            for b, band in enumerate(BANDS[:10])
        ],
        columns=["district", "age_band", "change_pct"],
    )


def diverging() -> dict:
    return charts.diverging_bars(
        change(), category="age_band", value="change_pct", facet="district", value_title="Change, per cent"
    )


def months() -> pd.DataFrame:
    rows = []
    for g, name in enumerate(("Violence and sexual offences", "Robbery")):
        for i, month in enumerate(months_between("2019-01", "2023-12")):
            gap = month in ("2021-09", "2021-10")
            rows.append(
                (
                    name,
                    month,
                    None
                    if gap
                    else int(
                        1500 / (1 + 5 * g)
                        + 160 * ((i * 7) % 12) / 12
                        - (300 if "2020-03" <= month <= "2020-05" else 0) / (1 + g * 5)
                    ),
                )
            )
    return pd.DataFrame(rows, columns=["crime_type", "month", "count"]).astype({"count": "Int64"})


def lines() -> dict:
    return charts.line_by_month(
        months(),
        month="month",
        value="count",
        value_title="Offences a month",
        group="crime_type",
        markers=POLICE_MARKERS,
    )


def years() -> pd.DataFrame:
    return pd.DataFrame({"year": range(2018, 2025), "count": [5100, 18214, 17003, 18920, 20112, 19871, 9000]})


def columns() -> dict:
    return charts.columns_by_year(
        years(), year="year", value="count", value_title="Offences", complete=range(2019, 2024), markers=POLICE_MARKERS
    )


def concentration() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "crime_type": ["Violence and sexual offences", "Robbery", "Possession of weapons"],
            "observed_pct": [41.2, 58.8, 52.4],
            "expected_pct": [22.1, 34.9, 39.6],
        }
    )


def lollipop() -> dict:
    return charts.observed_expected(
        concentration(), category="crime_type", observed="observed_pct", expected="expected_pct",
        value_title="Share held by the top fifth of small areas, per cent",
    )  # fmt: skip


DRAWN = {
    "choropleth": choropleth, "quintiles": quintiles, "outline": outline, "bars": bars,
    "bars-with-intervals": bars_with_intervals, "stacked": stacked, "multiples": multiples, "pyramid": pyramid,
    "diverging": diverging, "lines": lines, "columns": columns, "lollipop": lollipop,
}  # fmt: skip
"""Every chart that there is, by name."""
