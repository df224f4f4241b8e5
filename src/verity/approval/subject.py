"""What an approval is of: data, settings, version and released counts, as one digest.

Not the pages: they say whether the edition is approved, and must be able to change when it is. The same files, settings
and version give the same digest, so that an approved edition can be built again anywhere and still be the approved one.
"""

import hashlib
import json
from collections.abc import Iterable


def subject_of(
    *, kind: str, version: str, inputs: Iterable[tuple[str, str]], settings: Iterable[tuple[str, str]], released: str
) -> str:
    """Return the SHA-256 of what an edition is made of.

    Parameters
    ----------
    kind : str
        Edition.
    version : str
        Version of Verity.
    inputs, settings : iterable of pairs
        Name and SHA-256 of each data file and of each file of the assessment; earlier editions are inputs.
    released : str
        The text of the released counts.

    Examples
    --------
    >>> given = {"kind": "public", "version": "1", "settings": [], "released": ""}
    >>> one = subject_of(inputs=[("a", "1"), ("b", "2")], **given)
    >>> one == subject_of(inputs=[("b", "2"), ("a", "1")], **given)
    True
    >>> one == subject_of(inputs=[("a", "2"), ("b", "1")], **given)
    False
    """
    content = {
        "kind": kind,
        "version": version,
        "inputs": sorted(set(inputs)),
        "settings": sorted(set(settings)),
        "released": hashlib.sha256(released.encode()).hexdigest(),
    }
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
