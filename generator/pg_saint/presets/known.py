"""Known CRMs: recognised by their tables, and their mapping fitted to what is there."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from pg_saint.catalog.reader import table_name
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.dialect import printed
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Location
from pg_saint.presets.tables import FoundTable

# Tables that only this CRM has, all in one schema.
SIGNS: dict[str, tuple[str, ...]] = {
    "tryton": ("ir_model", "party_party", "res_user"),
    "creme": ("creme_core_cremeentity", "creme_core_relation", "persons_organisation"),
    "odoo": ("ir_model", "res_partner", "mail_message"),
    "superoffice": ("contact", "person", "appointment", "associate"),
    "twenty": ("company", "person", "taskTarget", "noteTarget"),
    "espocrm": ("account", "contact", "call_contact", "contact_meeting"),
    "django-crm": ("crm_company", "crm_contact", "crm_crmemail"),
}
HERE = Location("the preset", 1)


def names() -> list[str]:
    return list(SIGNS)


def recognised(tables: Sequence[FoundTable]) -> dict[str, list[str]]:
    """The known CRMs in this database, each with the schemas that hold one, such as Twenty's workspaces."""
    by_schema: dict[str, set[str]] = {}
    for table in tables:
        by_schema.setdefault(table.schema, set()).add(table.name)
    found: dict[str, list[str]] = {}
    for name, signs in SIGNS.items():
        schemas = [schema for schema, held in by_schema.items() if held.issuperset(signs)]
        if schemas:
            found[name] = schemas
    return found


def fitted(
    name: str, schemas: Sequence[str], tables: Sequence[FoundTable], chosen: bool = False
) -> tuple[str, dict[str, str]]:
    """The preset as YAML for the CRM in these schemas, and what was left out because its table is not in all of them,
    by name. `chosen`: it is one schema, and no other that there may be.

    Raises SaintError for an unknown preset.
    """
    if name not in SIGNS:
        raise SaintError(f"there is no preset {name}", remedy=suggestion(name, names()))
    yaml = YAML(typ="rt")
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    root = yaml.load(files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    have = set.intersection(*({table.name for table in tables if table.schema == schema} for schema in schemas))
    absent: dict[str, str] = {}
    for section in ("entities", "sources"):
        for part in list(root[section]):
            missing = _missing(root[section][part], have)
            if missing:
                absent[part] = f"there is no table {missing}"
                del root[section][part]
    _without(root, absent)
    if chosen:
        root.pop("schemas", None)
    elif len(schemas) > 1:
        root.setdefault("schemas", [_quoted(schema) for schema in schemas])
    _in_schema(root, None if "schemas" in root else schemas[0])
    if absent:
        root.setdefault("absent", {}).update(absent)
    text = io.StringIO()
    yaml.dump(root, text)
    return text.getvalue(), absent


def _missing(part: Any, have: set[str]) -> str | None:
    """The first table of an entity or source that is not there; its links' tables are looked at by themselves."""
    wanted = [part["table"], *(join["table"] for join in part.get("joins", {}).values())]
    for entity, link in list(part.get("links", {}).items()):
        if isinstance(link, dict) and any(_name(text) not in have for text in _tables(link)):
            del part["links"][entity]
    missing = [text for text in wanted if _name(text) not in have]
    return str(missing[0]) if missing else ("for any of its links" if part.get("links") == {} else None)


def _without(root: Any, absent: dict[str, str]) -> None:
    """Nothing names what is absent but statuses and counters: what they count is NULL, and those on it are left out."""
    for name, combined in list(root.get("combined", {}).items()):
        combined["of"] = [part for part in combined["of"] if part not in absent]
        if not combined["of"]:
            absent[name] = "none of its parts is there"
            del root["combined"][name]
    for source in list(root["sources"]):
        links = root["sources"][source]["links"]
        for entity in [entity for entity in links if entity in absent]:
            del links[entity]
        if not links:
            absent[source] = "what it links to is not there"
            del root["sources"][source]


def _tables(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("table", "through"):
                yield value
            else:
                yield from _tables(value)


def _in_schema(node: Any, schema: str | None) -> None:
    """None: each table without one."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("table", "through"):
                name = value.rpartition(".")[2]
                node[key] = name if schema is None else f"{_quoted(schema)}.{name}"
            else:
                _in_schema(value, schema)


def _quoted(name: str) -> str:
    return printed(identifier(name))


def _name(text: str) -> str:
    return table_name(text, HERE).name
