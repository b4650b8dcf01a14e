"""What all parts of the model are made of. SQL stays text here; `criteria` and `resolve` read it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictFloat,
    StrictInt,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from pg_saint.ir.names import PLAIN

# Columns that every counter row has, and the system columns of any table.
RESERVED_COLUMNS = frozenset(
    [
        "id", "as_of", "next_change", "statuses", "generation", "ctid", "xmin", "xmax", "cmin", "cmax",
        "tableoid",
    ]
)  # fmt: skip


def _sql(value: Any) -> Any:
    """YAML reads ``where: true`` and ``amount: 1`` as a boolean and a number; here they are SQL."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


# Names of ours that stand beside the user's: variables, and what generated SQL calls a mark or a key.
OURS = "saint_"


def _name(value: str) -> str:
    if not PLAIN.match(value) or len(value) > 40:
        raise PydanticCustomError(
            "name",
            "{value} cannot be a name here; use lower-case letters, digits and _, at most 40, no digit first",
            {"value": repr(value)},
        )
    if value.startswith(OURS):
        raise PydanticCustomError(
            "name",
            "{value} cannot be a name here: names that begin with {ours} are those of pg_saint",
            {"value": value, "ours": OURS, "remedy": "choose another name"},
        )
    return value


def _field_name(value: str) -> str:
    _counter_name(value)
    if value.startswith("period") and value[6:].isdigit():
        raise PydanticCustomError("name", "{value} has a meaning of its own; choose another name", {"value": value})
    return value


def _counter_name(value: str) -> str:
    _name(value)
    if value == "today":
        raise PydanticCustomError("name", "{value} has a meaning of its own; choose another name", {"value": value})
    return value


def _days_as_number(value: str) -> int | str:
    """``2 weeks`` are 14 days; months are not equally long."""
    number, unit = value.split()
    return int(number) * {"day": 1, "week": 7}[unit.removesuffix("s")] if unit[0] in "dw" else value


Sql = Annotated[str, BeforeValidator(_sql, json_schema_input_type=str | bool | int | float), Field(min_length=1)]
Name = Annotated[str, AfterValidator(_name)]
FieldName = Annotated[str, AfterValidator(_field_name)]
CounterName = Annotated[str, AfterValidator(_counter_name)]
Days = Annotated[int, Field(ge=1, strict=True)]
Length = Annotated[str, Field(pattern=r"^[1-9]\d{0,3} (day|week|month|year)s?$"), AfterValidator(_days_as_number)]
Period = Annotated[
    Annotated[Days, Tag("number")] | Annotated[Length, Tag("text")],
    Discriminator(lambda value: "text" if isinstance(value, str) else "number"),
]
Periods = Annotated[list[Period], Field(min_length=1, max_length=8)]
Number = StrictInt | StrictFloat
# One text, or one by language. Tagged, as every choice here: a mistake is told of what was meant, not of all that it
# could have been.
Texts = Annotated[
    Annotated[dict[str, str], Field(min_length=1), Tag("mapping")] | Annotated[str, Tag("text")],
    Discriminator(lambda value: "mapping" if isinstance(value, dict) else "text"),
]


class Part(BaseModel):
    """A mapping of the YAML; a key that it does not know is refused, with the nearest one that it knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, value: Any) -> Any:
        if isinstance(value, dict):
            known = [field.alias or name for name, field in cls.model_fields.items()]
            for key in value:
                if key not in known:
                    near = get_close_matches(key, known, n=1)
                    remedy = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
                    if value[key] is None and not near:
                        remedy = "inside { } a comma ends a value: put a value with a comma in quotes"
                    raise PydanticCustomError(
                        "unknown_key", "unknown key {key}", {"key": key, "remedy": remedy, "near": near}
                    )
        return value
