"""Words for the inside of an XML element or attribute; knows no format."""

import re
from html import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, even escaped."""


def storable(text: str) -> str:
    r"""Return text without what XML cannot hold, not yet escaped.

    Examples
    --------
    >>> storable("A&E\x07")
    'A&E'
    """
    return _FORBIDDEN.sub("", text)


def safe(text: str) -> str:
    """Return text for an element or attribute; what XML cannot hold is dropped.

    Examples
    --------
    >>> safe("A&E <18")
    'A&amp;E &lt;18'
    """
    return escape(storable(text), quote=True)
