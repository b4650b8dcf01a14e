"""Texts with variables in the definitions, and what their variables mean."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial

from sqlglot import exp

from pg_saint.criteria.standard import standard_counters
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.dialect import printed
from pg_saint.ir.nodes import Expr, Location
from pg_saint.shipped import source_root
from pg_saint.validate.codes import REASONS, SYNONYMS, SYSTEM, codes_of, filled, kind_of

FIELD, COUNTER, KEY, USERS = "field", "counter", "key", "users"
DAYS = re.compile(r"days (since|until) (\S+)\Z")


def meaning(model: Model, entity: str, variable: str) -> Expr | None:
    """What `variable` stands for in the texts of `entity`; None where there is nothing of that name.

    Its columns are qualified by what they name: ``field.x``, ``counter.x``, ``users.x`` (of the user who asks), and
    ``key.x``, the key of parent x, or of the record itself where x is empty.
    A field of that very name comes first, then a counter. A code is about the entity that it belongs to: the record
    itself, a parent of it, or the user who asks. On a record that has no such parent a code of a company is about
    the record itself.
    """
    if found := DAYS.match(variable):
        return _days(_named(model, entity, found[2]), found[1])
    named = _named(model, entity, variable)
    if named is not None:
        return named
    if (number := variable.removeprefix("period")).isdigit() and 0 < int(number) <= len(model.periods_of(entity)):
        period = model.periods_of(entity)[int(number) - 1]
        return exp.Literal.number(period) if isinstance(period, int) else exp.Literal.string(period)
    if variable in SYSTEM:
        return exp.maybe_parse(SYSTEM[variable], dialect="postgres")
    return _code(model, entity, variable)


def is_days(variable: str) -> bool:
    """Whether it counts the days since or until a date."""
    return DAYS.match(variable) is not None


def _named(model: Model, entity: str, name: str) -> Expr | None:
    for kind, names in ((FIELD, model.field_names(entity)), (COUNTER, counter_names(model, entity))):
        if name in names:
            return exp.column(name, table=kind)
    return None


def _days(date: Expr | None, direction: str) -> Expr | None:
    """Whole days from a date to today or from today to a date; NULL where it lies on the other side."""
    if date is None:
        return None
    text = {
        "since": "case when {finite} and {date}::date <= saint.today() then saint.today() - {date}::date end",
        "until": "case when {finite} and {date}::date >= saint.today() then {date}::date - saint.today() end",
    }[direction].replace("{finite}", "isfinite({date}::date)")
    return exp.maybe_parse(text.replace("{date}", printed(date, identify=True)), dialect="postgres")


def _code(model: Model, entity: str, code: str) -> Expr | None:
    meanings, own = codes_of(code), kind(model, entity)
    for of in sorted(meanings, key=lambda of: of != own):
        for prefix in _prefixes(model, entity, of):
            # a field that has the code as its name says best what it is
            for sql in (f'"{code}"', meanings[of]):
                found = filled(sql, partial(_mapped, model, entity, prefix))
                if found is not None:
                    return found
    return None


def kind(model: Model, entity: str) -> str:
    """Of what the entity's records are: company, person, project or sale, whatever the entity is called."""
    spec = model.entities[entity]
    # What is counted with its amount is a sale.
    sold = any(source.table == spec.table and source.amount is not None for source in model.sources.values())
    return model.once(("kind", entity), lambda: kind_of(entity, [*spec.fields, *(["amount"] if sold else [])]))


def _prefixes(model: Model, entity: str, of: str) -> Iterator[str]:
    """The ways from a record to what a code of `of` is about."""
    if of in (USERS, kind(model, entity)):
        yield "" if of != USERS else f"{USERS}."
        return
    for parent in model.entities[entity].parents:
        if kind(model, parent) == of:
            yield f"{parent}."
    if of == "company":
        yield ""


def _mapped(model: Model, entity: str, prefix: str, path: str) -> Expr | None:
    """The field or key at `path` from the record, parent or user that `prefix` leads to."""
    of, _, rest = path.partition(".")
    if of == "company" and rest:
        own = (f"{each}.{rest}" for each in model.entities[entity].parents if kind(model, each) == of)
        path = next(own, path)
    full = path if path.startswith(f"{USERS}.") else prefix + path
    name = SYNONYMS.get(path)
    if full.startswith(f"{USERS}."):
        of_user = full.removeprefix(f"{USERS}.")
        known = model.users is not None and of_user in ["key", *model.users.fields]
        return exp.column(of_user, table=USERS) if known else None
    if path == "key":
        parent = prefix.removesuffix(".")
        return exp.column(parent, table=KEY) if not parent or parent in _parents(model, entity) else None
    names = model.field_names(entity)
    for each in (full, f"{prefix}{name}"):
        if each in names:
            return exp.column(each, table=FIELD)
    return None


def _parents(model: Model, entity: str) -> Iterator[str]:
    for parent in model.entities[entity].parents:
        yield parent
        yield from (f"{parent}.{further}" for further in _parents(model, parent))


def counter_names(model: Model, entity: str) -> list[str]:
    """The columns of the entity's counter view."""

    def found() -> list[str]:
        own = [name for name, counter in model.counters.items() if counter.on == entity]
        return [*own, *(counter.name for counter in standard_counters(model, entity))]

    return model.once(("counter names", entity), found)


def known_variables(model: Model, entity: str) -> list[str]:
    """What a text of `entity` may name, but for codes."""
    periods = [f"period{n + 1}" for n in range(len(model.periods_of(entity)))]
    return [*model.field_names(entity), *counter_names(model, entity), *periods]


def status_texts(model: Model, name: str) -> Iterator[tuple[str, Location]]:
    """Each text of a status, in every language, with its place."""
    status = model.statuses[name]
    follow_up = status.follow_up.text if status.follow_up else None
    for way, texts in ((("description",), status.description), (("follow_up", "text"), follow_up)):
        if isinstance(texts, str):
            yield texts, model.location("statuses", name, *way)
        for language, text in (texts or {}).items() if isinstance(texts, dict) else ():
            yield text, model.location("statuses", name, *way, language)


def entity_variables(model: Model, entity: str) -> dict[str, tuple[Expr, Location]]:
    """For each variable that a text of the entity's statuses names: its meaning, and where it is named first."""
    found: dict[str, tuple[Expr, Location]] = {}
    for name, status in model.statuses.items():
        if status.on == entity:
            for text, location in status_texts(model, name):
                for variable in variables(text):
                    expr = meaning(model, entity, variable)
                    if expr is not None:
                        found.setdefault(variable, (expr, location))
    return found


def check_texts(model: Model) -> Iterator[SaintError]:
    """A text that cannot be read, or names what the record does not have."""
    for name, status in model.statuses.items():
        for text, location in status_texts(model, name):
            try:
                found = variables(text)
            except ValueError as error:
                remedy = "write << for <, [[ for [ and ]] for ] where they are just characters"
                yield SaintError(f"a text that cannot be read: {error}", location, remedy)
                continue
            for variable in found:
                if meaning(model, status.on, variable) is None:
                    remedy = _remedy(model, status.on, variable)
                    yield SaintError(f"unknown variable <{variable}> in a text of {status.on}", location, remedy)


def _remedy(model: Model, entity: str, variable: str) -> str:
    if variable in REASONS:
        return f"no mapping fills this code: it is about {REASONS[variable]}"
    for of, sql in codes_of(variable).items():
        around = [each for each in (entity, *model.entities[entity].parents) if kind(model, each) == of]
        if of == USERS or around:
            fields = dict.fromkeys(name for name in re.findall(r"[a-z]\w+(?![\w(.])", re.sub("'.*?'", "", sql)))
            return f"map it: add {' or '.join(fields)} to the fields of {around[0] if around else of}"
    if found := DAYS.match(variable):
        variable = found[2]
    return suggestion(variable, known_variables(model, entity))


def variables(template: str) -> list[str]:
    """The variables of a text, each once. Raises ValueError where it cannot be read."""
    return _reader()(template)


@cache
def _reader() -> Callable[[str], list[str]]:
    # The module that the database runs: it is not a package of ours, but one of the extension's files.
    file = source_root() / "plpython" / "text_template.py"
    spec = importlib.util.spec_from_file_location("pg_saint_text_template", file)
    if spec is None or spec.loader is None:
        raise SaintError(f"{file} cannot be loaded", remedy="install pg_saint again")
    module = importlib.util.module_from_spec(spec)
    # dataclasses look the module up by its name
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    found: Callable[[str], list[str]] = module.variables
    return found
