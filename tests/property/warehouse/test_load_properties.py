"""What must not matter to a load: the order of rows and of files, how rows are split into files, threads, a repeat."""

import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from verity.model.account import FileAccount
from verity.model.contracts import Column, Contract, FieldType, Layout, Publisher
from verity.warehouse.engine import opened
from verity.warehouse.files import InputFile
from verity.warehouse.load import load
from verity.warehouse.source import KeepFirst, Source

CONTRACT = Contract(
    id="events",
    title="Events",
    columns=(
        Column(name="id", nullable=True),
        Column(name="month", type=FieldType.MONTH),
        Column(name="count", type=FieldType.INTEGER, minimum=0),
        Column(name="kind", codes=frozenset({"a", "b"})),
    ),
    layouts=(Layout(name="plain", columns={"Id": "id", "Month": "month", "Count": "count", "Kind": "kind"}),),
    publisher=Publisher(name="Someone", page="https://example.org", file="events.csv", folder="events"),
)
SOURCE = Source(contract=CONTRACT, keep_first=KeepFirst(key="id", order=("month", "count", "kind"), rule="repeated"))
CELLS = st.tuples(
    st.sampled_from(["", "1", "2", "3", "4"]),
    st.sampled_from(["2020-01", "2020-02", "2020-13", ""]),
    st.sampled_from(["0", "7", "7.0", "-1", "x", "12"]),
    st.sampled_from(["a", "b", "c"]),
)
ROWS = st.lists(CELLS, min_size=1, max_size=25)
FEW = settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
"""Each example opens a warehouse: few of them, and none to shrink a failure that is small already."""

Loaded = tuple[list[tuple[object, ...]], dict[str, int]]


def loaded(parts: list[list[tuple[str, ...]]], *, threads: int = 1, names: str = "abcdef", times: int = 1) -> Loaded:
    """Load files of rows; return the sorted table and the account added up over the files."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, rows in zip(names, parts, strict=False):
            path = Path(folder) / f"{name}.csv"
            path.write_text("Id,Month,Count,Kind\n" + "".join(",".join(row) + "\n" for row in rows), "utf-8")
            files.append(InputFile(name=path.name, path=path))
        with opened(Path(folder) / "warehouse", threads=threads) as warehouse:
            for _ in range(times):
                accounts = load(warehouse, SOURCE, files, threads=threads)
            table = warehouse.table("events").select("id", "month", "count", "kind").to_pandas()
    return sorted(map(tuple, table.fillna("").to_numpy().tolist()), key=str), added_up(accounts)


def added_up(accounts: list[FileAccount]) -> dict[str, int]:
    total: dict[str, int] = {}
    for account in accounts:
        parts = {"in": account.rows_in, "accepted": account.accepted, **account.set_aside, **account.quarantined}
        for name, n in parts.items():
            total[name] = total.get(name, 0) + n
    return total


@FEW
@given(ROWS)
def test_the_account_balances(rows: list[tuple[str, ...]]) -> None:
    table, account = loaded([rows])
    assert account["in"] == len(rows) == sum(n for name, n in account.items() if name != "in")
    assert account["accepted"] == len(table)


@FEW
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, ...]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis gives a random.Random
    assert loaded([shuffled]) == loaded([rows])


@FEW
@given(ROWS, st.integers(0, 25))
def test_splitting_a_file_and_the_order_of_files_do_not_matter(rows: list[tuple[str, ...]], at: int) -> None:
    whole = loaded([rows])
    parts = [rows[:at], [*rows[at:], ("9", "2020-01", "1", "a")]]
    more = loaded([[*rows, ("9", "2020-01", "1", "a")]])
    assert loaded(parts) == more
    assert loaded(parts, names="zy") == more
    assert more[1]["in"] == whole[1]["in"] + 1


@FEW
@given(ROWS)
def test_threads_and_loading_again_do_not_matter(rows: list[tuple[str, ...]]) -> None:
    parts = [rows, [*rows, ("8", "2020-02", "3", "b")]]
    once = loaded(parts)
    assert loaded(parts, threads=2) == once
    assert loaded(parts, times=2) == once


@FEW
@given(ROWS)
def test_the_same_file_again_adds_nothing_to_the_table(rows: list[tuple[str, ...]]) -> None:
    table, account = loaded([rows, rows])
    alone, _ = loaded([rows])
    assert table == alone
    assert account["byte-identical to another file"] == len(rows)
