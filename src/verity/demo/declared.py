"""The kinds of numbers that a parameter file may declare, and the base of every declared table."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Month = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[float, Field(gt=0)]
Weight = Annotated[float, Field(ge=0)]


class Declared(BaseModel):
    """A table of declared truths: frozen, and without keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")
