"""Texts with variables in the definitions, and what their variables mean."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from pg_saint.errors import SaintError, suggestion
from pg_saint.install import source_root
from pg_saint.ir.nodes import Place

if TYPE_CHECKING:
    from pg_saint.definitions.model import Model

# SAINT's codes: of which entity, and which of its fields, the first that is mapped.
# Source: the template variables of SuperOffice CRM.
CODES: dict[str, tuple[str, tuple[str, ...]]] = {
    code: (entity, tuple(fields.split()))
    for entity, codes in {
        "company": {
            "name": "name", "cont": "owner", "cpho": "phone", "phon": "phone", "mail": "email", "cate": "category",
            "code": "code", "numb": "number code", "busi": "business", "orgn": "organisation_number",
            "dept": "department", "addr": "address street", "padr": "address", "sadr": "street address",
            "city": "city", "zipc": "zipcode postal_code", "stat": "state", "cnty": "county", "cntr": "country",
            "faxn": "fax", "cwww": "website",
        },
        "person": {
            "attn": "name", "atfn": "first_name", "atmn": "middle_name", "atln": "last_name", "atti": "title",
            "atpo": "position", "amai": "email", "atem": "email", "apho": "phone", "atpc": "mobile",
            "atph": "home_phone", "adep": "department", "abdt": "birthday", "acit": "city", "actr": "country",
            "anum": "number",
        },
        "project": {
            "pnam": "name", "pnum": "number code", "psta": "project_status status", "ptyp": "type", "plea": "owner",
            "pend": "ends_on", "pwww": "website", "pinf": "description",
        },
        "sale": {
            "sati": "title name", "sanu": "number", "saam": "amount", "sacu": "currency", "sada": "date sale_date",
            "sadu": "due_date", "satu": "status", "sast": "stage", "saty": "type", "saau": "owner",
            "sapr": "probability", "sare": "reason", "saso": "source",
        },
    }.items()
    for code, fields in codes.items()
}  # fmt: skip


def field_of(model: Model, entity: str, variable: str) -> str | None:
    """The field that `variable` stands for in the texts of `entity`; None where there is none.

    A field of that name comes first. A code is about the entity that it belongs to: the record itself or a parent
    of it. On a record that has no such parent a code of a company is about the record itself.
    """
    fields = model.field_names(entity)
    if variable in fields or variable not in CODES:
        return variable if variable in fields else None
    of, candidates = CODES[variable]
    prefixes = [""] if of == entity else [f"{of}.", ""] if of == "company" else [f"{of}."]
    return next((prefix + field for prefix in prefixes for field in candidates if prefix + field in fields), None)


def known_variables(model: Model, entity: str) -> list[str]:
    """All that a text of `entity` may name."""
    return [*model.field_names(entity), *(code for code in CODES if field_of(model, entity, code))]


def status_texts(model: Model, name: str) -> Iterator[tuple[str, Place]]:
    """Each text of a status, in every language, with its place."""
    status = model.statuses[name]
    follow_up = status.follow_up.text if status.follow_up else None
    for way, texts in ((("description",), status.description), (("follow_up", "text"), follow_up)):
        if isinstance(texts, str):
            yield texts, model.place("statuses", name, *way)
        for language, text in (texts or {}).items() if isinstance(texts, dict) else ():
            yield text, model.place("statuses", name, *way, language)


def entity_variables(model: Model, entity: str) -> dict[str, str]:
    """The field for each variable that a text of the entity's statuses names, in the order of the texts."""
    found: dict[str, str] = {}
    for name, status in model.statuses.items():
        if status.on == entity:
            for text, _ in status_texts(model, name):
                for variable in variables(text):
                    field = field_of(model, entity, variable)
                    if field is not None:
                        found[variable] = field
    return found


def check_texts(model: Model) -> Iterator[SaintError]:
    """A text that can not be read, or names what the record does not have."""
    for name, status in model.statuses.items():
        for text, place in status_texts(model, name):
            try:
                found = variables(text)
            except ValueError as error:
                remedy = "write << for <, [[ for [ and ]] for ] where they are just characters"
                yield SaintError(f"a text that can not be read: {error}", place, remedy)
                continue
            for variable in found:
                if field_of(model, status.on, variable) is None:
                    remedy = _remedy(model, status.on, variable)
                    yield SaintError(f"unknown variable <{variable}> in a text of {status.on}", place, remedy)


def _remedy(model: Model, entity: str, variable: str) -> str:
    if variable in CODES:
        of, candidates = CODES[variable]
        if of in model.entities and (of == entity or of in model.entities[entity].parents):
            return f"map it: add {' or '.join(candidates)} to the fields of {of}"
    return suggestion(variable, known_variables(model, entity))


def variables(template: str) -> list[str]:
    """The variables of a text, each once. Raises ValueError where it can not be read."""
    return _reader()(template)


@cache
def _reader() -> Callable[[str], list[str]]:
    # The module that the database runs: it is no package of ours, but one of the extension's files.
    file = source_root() / "plpython" / "text_template.py"
    spec = importlib.util.spec_from_file_location("pg_saint_text_template", file)
    if spec is None or spec.loader is None:
        raise SaintError(f"{file} can not be loaded", remedy="install pg_saint again")
    module = importlib.util.module_from_spec(spec)
    # dataclasses look the module up by its name
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    found: Callable[[str], list[str]] = module.variables
    return found
