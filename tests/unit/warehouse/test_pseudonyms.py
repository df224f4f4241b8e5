"""Pseudonyms: keyed, apart by meaning, the same in every file, and never optional where a contract asks for them."""

import hmac

import pyarrow as pa
import pytest

from verity.model.contracts import Column, Contract, FieldType, Layout, Publisher, Sensitivity
from verity.model.errors import InputError, SettingsError, VerityError
from verity.warehouse.discretion import told_without_values
from verity.warehouse.engine import opened
from verity.warehouse.files import InputFile
from verity.warehouse.load import load
from verity.warehouse.pseudonyms import LENGTH, Pseudonymiser
from verity.warehouse.reading import read_text_table
from verity.warehouse.source import Source

KEY = bytes(range(32))
CONTRACT = Contract(
    id="people",
    title="People",
    columns=(
        Column(name="person", pseudonym=True, nullable=True),
        Column(name="crime_reference", pseudonym=True, nullable=True),
        Column(name="sex", codes=frozenset({"male", "female"}), nullable=True),
    ),
    layouts=(
        Layout(
            name="extract",
            columns={"Nominal": "person", "Crime No": "crime_reference", "Sex": "sex", "Surname": "surname"},
            values={"sex": {"M": "male", "F": "female", "X": "", "": "female"}},
            optional=frozenset({"Surname"}),
        ),
    ),
    publisher=Publisher(name="A force", page="", file="people.csv", folder="people"),
    sensitivity=Sensitivity.RESTRICTED,
)


def written(tmp_path, text, name="people.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return InputFile(name=name, path=path)


@pytest.mark.parametrize("key", [KEY, b"k" * 64, b"k" * 65, b"k" * 200], ids=len)
@pytest.mark.parametrize("value", ["AB 1", "", "é" * 300])
def test_it_is_hmac_sha256_of_domain_and_value(key, value):
    expected = hmac.new(key, b"pseudonym\0person\0" + value.encode(), "sha256").hexdigest()[:LENGTH]
    assert Pseudonymiser(key).of(pa.array([value, "other"]), domain="person").to_pylist()[0] == expected


@pytest.mark.parametrize("column", [pa.array([], pa.string()), pa.chunked_array([], pa.string())])
def test_no_values_have_no_pseudonyms(column):
    assert Pseudonymiser(KEY).of(column, domain="person").to_pylist() == []
    assert Pseudonymiser(KEY).of(pa.nulls(2, pa.string()), domain="person").to_pylist() == [None, None]


def test_one_value_has_one_pseudonym_whatever_the_chunks_and_missing_stays_missing():
    chunks = pa.chunked_array([["a", None, "b"], ["b", "a"], pa.array([], pa.string())])
    first, missing, second, again, last = Pseudonymiser(KEY).of(chunks, domain="person").to_pylist()
    assert (first, second, missing) == (last, again, None)
    assert first != second
    assert all(len(one) == LENGTH for one in (first, second))


@pytest.mark.parametrize(("key", "domain"), [(KEY, "crime_reference"), (bytes(32), "person")])
def test_another_meaning_or_another_key_gives_another_pseudonym(key, domain):
    value = pa.array(["a"])
    assert Pseudonymiser(key).of(value, domain=domain) != Pseudonymiser(KEY).of(value, domain="person")


def test_the_key_is_not_shown_and_the_warehouse_has_its_own():
    one = Pseudonymiser(b"a secret of thirty-two bytes....")
    assert "secret" not in repr(one)
    assert one.warehouse_key() != Pseudonymiser(KEY).warehouse_key()
    assert one.of(pa.array(["warehouse"]), domain="").to_pylist() != [one.warehouse_key()[:LENGTH]]


def test_without_a_key_nothing_is_read(tmp_path):
    file = written(tmp_path, "Nominal,Crime No,Sex\n1,2,M\n")
    for read in (
        lambda: read_text_table(Source(contract=CONTRACT), file, 0),
        lambda: load(None, Source(contract=CONTRACT), [file]),
    ):
        with pytest.raises(SettingsError, match="with a key only") as told:
            read()
        assert "verity key" in told.value.do_this
        assert "key_file" in told.value.expected


def test_only_stored_columns_are_handed_on_and_after_the_transform(tmp_path):
    seen = []

    def transform(table, _):
        seen.append(table.to_pydict())
        return table

    file = written(tmp_path, "Nominal,Crime No,Sex,Surname\n 17 ,C/1,M,Plantagenet\n,C/1,X,\n17,17,,\n,,Z,\n")
    source = Source(contract=CONTRACT, transform=transform)
    table = read_text_table(source, file, 0, pseudonymiser=Pseudonymiser(KEY)).table
    assert seen[0]["person"] == ["17", None, "17", None]
    assert seen[0]["surname"][0] == "Plantagenet"
    assert seen[0]["sex"] == ["male", None, "female", "Z"]
    assert "surname" not in table.column_names
    people, references = table["person"].to_pylist(), table["crime_reference"].to_pylist()
    assert people[0] == people[2] != references[2]
    assert references[0] == references[1] != "C/1"
    assert (people[1], people[3]) == (None, None)


def test_the_same_person_meets_across_files(tmp_path):
    pseudonymiser = Pseudonymiser(KEY)
    files = [written(tmp_path, f"Nominal,Crime No,Sex\n1,{n},M\n", f"{n}.csv") for n in range(2)]
    with opened(tmp_path / "warehouse", threads=1) as warehouse:
        load(warehouse, Source(contract=CONTRACT), files, pseudonymiser=pseudonymiser)
        stored = warehouse.table("people").to_pandas()
    assert stored["person"].nunique() == 1
    assert stored["crime_reference"].nunique() == 2


def test_a_transform_that_stumbles_does_not_say_over_what(tmp_path):
    def transform(table, _):
        return table.append_column("age", pa.array([int(value) for value in table["person"].to_pylist()]))

    file = written(tmp_path, "Nominal,Crime No,Sex\nPlantagenet,1,M\n")
    with pytest.raises(InputError, match="could not be worked on") as told:
        read_text_table(Source(contract=CONTRACT, transform=transform), file, 0, pseudonymiser=Pseudonymiser(KEY))
    assert "Plantagenet" not in str(told.value)
    assert (told.value.__cause__, told.value.__context__) == (None, None)
    assert told.value.found == "ValueError"


def test_a_record_in_place_of_a_header_is_not_shown(tmp_path):
    with pytest.raises(InputError, match="no known layout") as told:
        read_text_table(
            Source(contract=CONTRACT), written(tmp_path, "Plantagenet,1066-10-14,M\n"), 0,
            pseudonymiser=Pseudonymiser(KEY),
        )  # fmt: skip
    assert "Plantagenet" not in str(told.value)
    assert "[sources.people.columns]" in told.value.do_this


def test_a_renamed_header_of_a_restricted_file_is_named(tmp_path):
    file = written(tmp_path, "Nominal,Crime Number,Sex\n1,2,M\n")
    with pytest.raises(InputError, match="renamed to “Crime Number”"):
        read_text_table(Source(contract=CONTRACT), file, 0, pseudonymiser=Pseudonymiser(KEY))


def test_a_pseudonym_column_has_no_form():
    with pytest.raises(ValueError, match="has no form"):
        Column(name="person", pseudonym=True, pattern="x")
    with pytest.raises(ValueError, match="has no form"):
        Column(name="person", pseudonym=True, type=FieldType.INTEGER)


def test_errors_of_verity_pass_and_keep_their_cause():
    with pytest.raises(VerityError, match="mine") as told, told_without_values((Exception,), AssertionError):
        raise VerityError("mine") from KeyError("x")
    assert isinstance(told.value.__cause__, KeyError)
