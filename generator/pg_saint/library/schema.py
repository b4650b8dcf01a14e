"""The JSON Schema of a definition file, for editors: what the model takes, and ``library:``, which becomes statuses."""

from __future__ import annotations

from typing import Any

from pg_saint.definitions.loader import SECTIONS
from pg_saint.definitions.model import Model
from pg_saint.library.entries import LENGTHS, Value, entries
from pg_saint.library.include import OVER

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NUMBER, TEXT = {"type": "number"}, {"type": ["string", "integer"]}
LENGTH = {"anyOf": [NUMBER, {"type": "string", "pattern": r"^\d{1,4} (day|week|month|year)s?$"}]}
TEXTS = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1}]}


def definition_schema() -> dict[str, Any]:
    """As plain values, for ``json.dumps``. Any file of a definition fits it: each may hold a part only."""
    schema = Model.model_json_schema()
    parts, properties = schema["$defs"], schema["properties"]
    for section in SECTIONS:
        # A heading with nothing below it is null to YAML.
        properties[section]["type"] = ["object", "null"]
    status = parts["Status"]
    status.pop("required")
    status["anyOf"] = [{"required": ["on", "when"]}, {"required": ["copy_of"]}]
    properties["library"] = {"type": ["array", "null"], "items": _item(status["properties"])}
    return {"$schema": DRAFT, **schema, "title": "A definition of pg_saint"}


def _item(of_status: dict[str, Any]) -> dict[str, Any]:
    every = [entry.parameters for entry in entries().values()]
    shared = {name: _parameter(name, value) for each in every for name, value in each.items()}
    for_all = {
        "type": "object",
        "properties": {"parameters": {"properties": shared, "additionalProperties": False}},
        "required": ["parameters"],
        "additionalProperties": False,
    }
    over = {name: of_status[name] for name in OVER} | {"as": {"type": "string"}}
    return {"anyOf": [{"enum": list(entries())}, for_all, *(_own(name, over) for name in entries())]}


def _own(name: str, over: dict[str, Any]) -> dict[str, Any]:
    own = {parameter: _parameter(parameter, value) for parameter, value in entries()[name].parameters.items()}
    return {
        "type": "object",
        "properties": {"name": {"const": name}, **over, **own},
        "required": ["name"],
        "additionalProperties": False,
    }


def _parameter(name: str, default: Value) -> dict[str, Any]:
    number = LENGTH if name in LENGTHS else NUMBER
    return (number if isinstance(default, int | float) else TEXTS) | {"default": default}
