"""The contenders of `bench_load.py`, each run in a process of its own: print seconds, peak bytes, rows accepted."""

import resource
import sys
import time
from pathlib import Path

from verity.model.codes import CRIME_TYPES, HISTORIC_CRIME_TYPES

TYPES = sorted(CRIME_TYPES + HISTORIC_CRIME_TYPES)
ORDER = (
    "month", "force", "edition", "crime_type", "lsoa_code", "location",
    "longitude", "latitude", "last_outcome", "reported_by", "falls_within",
)  # fmt: skip
HEADERS = {
    "Crime ID": "crime_id", "Month": "month", "Reported by": "reported_by", "Falls within": "falls_within",
    "Longitude": "longitude", "Latitude": "latitude", "Location": "location", "LSOA code": "lsoa_code",
    "Crime type": "crime_type", "Last outcome category": "last_outcome",
}  # fmt: skip


def verity(data: Path, work: Path) -> int:
    from verity.sources import police_uk
    from verity.warehouse.engine import opened
    from verity.warehouse.load import load

    archive = police_uk.find(data, editions={"2024-01": "2024-01"}, kinds=("street",))
    with opened(work / "warehouse", threads=2) as warehouse:
        accounts = load(warehouse, police_uk.STREET_SOURCE, archive.files["street"], threads=2)
        return sum(account.accepted for account in accounts)


def duckdb_sql(data: Path, work: Path) -> int:
    import duckdb

    con = duckdb.connect(str(work / "plain.duckdb"), config={"threads": 2, "memory_limit": "4GB"})
    codes = ", ".join(f"'{one}'" for one in TYPES)
    text = ", ".join(f"nullif(trim(\"{theirs}\"), '') AS {ours}" for theirs, ours in HEADERS.items())
    con.execute(f"""
        CREATE TABLE stage AS
        WITH raw AS (
            SELECT {text}, filename, row_number() OVER () AS source_row
            FROM read_csv('{data}/2024-01/*/*-street.csv', all_varchar = true, filename = true, header = true)
        ), named AS (
            SELECT *, parse_filename(filename)[1:7] AS file_month, 'marlshire' AS force, '2024-01' AS edition FROM raw
        )
        SELECT * REPLACE (try_cast(longitude AS DOUBLE) AS longitude, try_cast(latitude AS DOUBLE) AS latitude),
            CASE
                WHEN month IS DISTINCT FROM file_month THEN 'month is not the file''s'
                WHEN reported_by NOT LIKE 'Marlshire%' THEN 'other force'
                WHEN month IS NULL OR NOT regexp_matches(month, '^\\d{{4}}-(0[1-9]|1[0-2])$') THEN 'month'
                WHEN reported_by IS NULL OR falls_within IS NULL THEN 'force'
                WHEN longitude IS NOT NULL AND try_cast(longitude AS DOUBLE) IS NULL THEN 'longitude'
                WHEN try_cast(longitude AS DOUBLE) NOT BETWEEN -9 AND 3 THEN 'longitude'
                WHEN latitude IS NOT NULL AND try_cast(latitude AS DOUBLE) IS NULL THEN 'latitude'
                WHEN try_cast(latitude AS DOUBLE) NOT BETWEEN 49 AND 61.5 THEN 'latitude'
                WHEN lsoa_code IS NOT NULL AND NOT regexp_matches(lsoa_code, '^[EW]01\\d{{6}}$') THEN 'lsoa'
                WHEN crime_type IS NULL OR crime_type NOT IN ({codes}) THEN 'crime type'
            END AS reason
        FROM named
    """)
    order = ", ".join(ORDER)
    con.execute(f"""
        CREATE TABLE losers AS SELECT source_row FROM stage
        WHERE reason IS NULL AND crime_id IN (
            SELECT crime_id FROM stage WHERE reason IS NULL AND crime_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1)
        QUALIFY row_number() OVER (PARTITION BY crime_id ORDER BY {order}, filename, source_row) > 1
    """)
    con.execute("CREATE TABLE quarantine AS SELECT filename, source_row, reason FROM stage WHERE reason IS NOT NULL")
    con.execute("""
        CREATE TABLE street AS SELECT * EXCLUDE (reason) FROM stage
        WHERE reason IS NULL AND source_row NOT IN (SELECT source_row FROM losers)
    """)
    con.execute("DROP TABLE stage")
    return con.execute("SELECT count(*) FROM street").fetchone()[0]


def pandas(data: Path, work: Path) -> int:
    import pandas as pd

    frames = []
    for file in sorted(data.glob("2024-01/*/*-street.csv")):
        frame = pd.read_csv(file, dtype="str", usecols=list(HEADERS)).rename(columns=HEADERS)
        frame = frame.apply(lambda column: column.str.strip())
        frame["file_month"], frame["source_file"] = file.name[:7], file.name
        frame["source_row"] = range(1, len(frame) + 1)
        frames.append(frame.assign(force="marlshire", edition="2024-01"))
    rows = pd.concat(frames, ignore_index=True)
    number = {name: pd.to_numeric(rows[name], errors="coerce") for name in ("longitude", "latitude")}
    bad = (
        (rows["month"] != rows["file_month"])
        | ~rows["reported_by"].str.startswith("Marlshire", na=False)
        | ~rows["month"].str.match(r"^\d{4}-(?:0[1-9]|1[0-2])$", na=False)
        | rows["falls_within"].isna()
        | (rows["longitude"].notna() & ~number["longitude"].between(-9, 3))
        | (rows["latitude"].notna() & ~number["latitude"].between(49, 61.5))
        | (rows["lsoa_code"].notna() & ~rows["lsoa_code"].str.match(r"^[EW]01\d{6}$", na=False))
        | ~rows["crime_type"].isin(TYPES)
    )
    rows[bad][["source_file", "source_row"]].to_parquet(work / "quarantine.parquet")
    good = rows[~bad].assign(**number)
    twice = good[good["crime_id"].notna() & good.duplicated("crime_id", keep=False)]
    losers = twice.sort_values(["crime_id", *ORDER]).duplicated("crime_id")
    good = good.drop(index=losers[losers].index)
    good.to_parquet(work / "street.parquet")
    return len(good)


def polars(data: Path, work: Path) -> int:
    import polars as pl

    text = [pl.col(theirs).str.strip_chars().replace("", None).alias(ours) for theirs, ours in HEADERS.items()]
    frames = [
        pl.scan_csv(file, infer_schema=False, row_index_name="source_row").select(
            *text, "source_row", pl.lit(file.name).alias("source_file"), pl.lit(file.name[:7]).alias("file_month"),
            pl.lit("marlshire").alias("force"), pl.lit("2024-01").alias("edition"),
        )
        for file in sorted(data.glob("2024-01/*/*-street.csv"))
    ]  # fmt: skip
    longitude, latitude = (pl.col(name).cast(pl.Float64, strict=False) for name in ("longitude", "latitude"))
    bad = (
        (pl.col("month") != pl.col("file_month"))
        | ~pl.col("reported_by").str.starts_with("Marlshire").fill_null(value=False)
        | ~pl.col("month").str.contains(r"^\d{4}-(0[1-9]|1[0-2])$").fill_null(value=False)
        | pl.col("falls_within").is_null()
        | (pl.col("longitude").is_not_null() & ~longitude.is_between(-9, 3).fill_null(value=False))
        | (pl.col("latitude").is_not_null() & ~latitude.is_between(49, 61.5).fill_null(value=False))
        | (pl.col("lsoa_code").is_not_null() & ~pl.col("lsoa_code").str.contains(r"^[EW]01\d{6}$"))
        | ~pl.col("crime_type").is_in(TYPES).fill_null(value=False)
    )
    rows = pl.concat(frames).with_columns(bad.alias("bad"), longitude, latitude).collect()
    rows.filter("bad").select("source_file", "source_row").write_parquet(work / "quarantine.parquet")
    good = rows.filter(~pl.col("bad"))
    keyed = good.filter(pl.col("crime_id").is_not_null() & pl.col("crime_id").is_duplicated())
    losers = keyed.sort("crime_id", *ORDER, nulls_last=True).filter(~pl.col("crime_id").is_first_distinct())
    good = good.join(losers, on=["source_file", "source_row"], how="anti")
    good.write_parquet(work / "street.parquet")
    return good.height


def main() -> None:
    contender, data, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    run = {"verity": verity, "duckdb sql": duckdb_sql, "pandas": pandas, "polars": polars}[contender]
    began = time.perf_counter()
    rows = run(data, work)
    seconds = time.perf_counter() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, rows)


if __name__ == "__main__":
    main()
