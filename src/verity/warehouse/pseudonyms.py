"""Keyed pseudonyms: what names a person or a record is replaced before the engine sees it.

The key comes from outside and is kept nowhere; where it is read, and when it is refused, is `verity.build.privacy`.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verity.model.contracts import Contract
from verity.model.errors import SettingsError
from verity.warehouse.columns import replaced

LENGTH = 32
"""Hexadecimal digits of a pseudonym: 128 bits; that any two of a billion values meet is less likely than 1 in 10²⁰."""
_BLOCK = 64
"""Bytes of a block of SHA-256."""
_PSEUDONYM, _WAREHOUSE = b"pseudonym", b"warehouse"


@dataclass(frozen=True)
class Pseudonymiser:
    """Replaces values by HMAC-SHA-256 under a key (RFC 2104, FIPS 198-1)."""

    key: bytes = field(repr=False)

    def applied(self, table: pa.Table, contract: Contract) -> pa.Table:
        """Return the table with every column that the contract declares a pseudonym replaced."""
        for name in pseudonym_columns(contract):
            if name in table.column_names:
                table = replaced(table, name, self.of(table.column(name), domain=name))
        return table

    def of(self, column: pa.ChunkedArray | pa.Array, *, domain: str) -> pa.Array:
        """Return the pseudonyms of a text column; missing stays missing.

        Parameters
        ----------
        domain : str
            What the values mean: the name of the column. The same value of the same meaning has one pseudonym in every
            file; a value that happens to occur with another meaning has another.

        Examples
        --------
        >>> key = Pseudonymiser(bytes(32))
        >>> key.of(pa.array(["7", None]), domain="person").to_pylist()
        ['e331a7c1db032a87a660c4fd47d64900', None]
        """
        whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        coded = pc.dictionary_encode(whole)
        words = _digests(self.key, b"\0".join((_PSEUDONYM, domain.encode(), b"")), coded.dictionary)
        return words.take(coded.indices)

    def warehouse_key(self) -> str:
        """Return the key that encrypts the warehouse: another one than that of the pseudonyms, made from the same."""
        return base64.b64encode(hmac.digest(self.key, _WAREHOUSE, "sha256")).decode("ascii")


def pseudonym_columns(contract: Contract) -> tuple[str, ...]:
    """Return the columns of a contract that are stored as pseudonyms."""
    return tuple(column.name for column in contract.columns if column.pseudonym)


def require_key(contract: Contract, pseudonymiser: Pseudonymiser | None) -> None:
    """Raise SettingsError when a contract has columns to be replaced and there is no key to do it with."""
    names = pseudonym_columns(contract)
    if names and pseudonymiser is None:
        raise no_key(contract.title, f"columns that name people or records ({', '.join(names)})")


def no_key(where: str, found: str) -> SettingsError:
    """Return the error for records that name people and no key."""
    return SettingsError(
        "Records that name people are read with a key only",
        where=where,
        expected="[privacy] key_file in assessment.toml",
        found=f"{found}, and no key",
        do_this="make a key with `verity key PATH`, keep it apart from the data, and name it in assessment.toml",
    )


def _digests(key: bytes, prefix: bytes, values: pa.StringArray) -> pa.StringArray:
    """Return HMAC-SHA-256 of prefix and value for each value, in hexadecimal, cut to `LENGTH`.

    The two keyed states of RFC 2104 are made once and copied for each value: some 0.6 of the time of `hmac.digest`,
    which makes them anew; a test holds the two together.
    """
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + prefix)
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def digest(value: str) -> bytes:
        within, around = inner.copy(), outer.copy()
        within.update(value.encode())
        around.update(within.digest())
        return around.digest()[: LENGTH // 2]

    written = b"".join(map(digest, values.to_pylist())).hex().encode("ascii")
    ends = np.arange(0, len(written) + 1, LENGTH, dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), len(values), [None, pa.py_buffer(ends), pa.py_buffer(written)])
