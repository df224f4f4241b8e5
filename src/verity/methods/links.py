"""The scales on which a line through groups may be fitted, and the way there and back."""

from enum import Enum
from typing import assert_never

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from verity.methods.arrays import FloatArray
from verity.methods.confidence import confidence_levels, normal_deviate


class Link(Enum):
    """Identity for means, log for rates, logit for proportions."""

    IDENTITY = "identity"
    LOG = "log"
    LOGIT = "logit"

    def transform(self, values: npt.ArrayLike) -> FloatArray:
        """Return g(values); missing values stay missing, values outside the range of the link are refused.

        Examples
        --------
        >>> Link.LOGIT.transform([0.5, 0.75]).round(4).tolist()
        [0.0, 1.0986]
        """
        array = np.asarray(values, dtype=np.float64)
        if self is Link.IDENTITY:
            return array
        top = np.inf if self is Link.LOG else 1.0
        if ((array <= 0) | (array >= top)).any():
            raise ValueError(f"{self.value} link: expected values above 0 and below {top:g}")
        return np.asarray(np.log(array) if self is Link.LOG else logit(array), dtype=np.float64)

    def back(self, values: FloatArray) -> FloatArray:
        """Return h(values), the inverse of the link."""
        match self:
            case Link.IDENTITY:
                return values
            case Link.LOG:
                return np.asarray(np.exp(values), dtype=np.float64)
            case Link.LOGIT:
                return np.asarray(expit(values), dtype=np.float64)
        assert_never(self)


def standard_error_from_limits(
    lower: npt.ArrayLike, upper: npt.ArrayLike, *, confidence: float = 0.95, link: Link = Link.IDENTITY
) -> FloatArray:
    """Return the standard error of g(value) that a published interval implies: (g(U) − g(L)) / 2z.

    Parameters
    ----------
    lower, upper : array_like
        Limits of each group; missing gives missing.
    confidence : float
        The level of the limits.
    link : Link
        The scale on which the line will be fitted.

    Raises
    ------
    ValueError
        If a limit is outside the link's range.

    References
    ----------
    Altman & Bland (2011), BMJ 343.

    Examples
    --------
    >>> round(float(standard_error_from_limits(8.04, 11.96)), 6)
    1.000018
    """
    low, high = link.transform(lower), link.transform(upper)
    return np.asarray((high - low) / (2 * normal_deviate(confidence_levels(confidence))), dtype=np.float64)
