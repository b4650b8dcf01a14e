"""Every identifier of every template, and definitions in which each of them is a name of each kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pg_saint.compile

TEMPLATES = Path(pg_saint.compile.__file__).parent / "templates"
# Refused by validate, wherever they stand: test_refusals.py.
OURS = "saint_"
OF_ROWS = {"id", "as_of", "next_change", "statuses", "generation", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"}
MEANT = {"today"}
# saint.selection_member … are views and tables of ours.
OF_SELECTIONS = {"member", "refresh", "entry"}
GROUP = 24
Made = tuple[str, Mapping[str, Any]]


def templates() -> str:
    """The text of all of them, without comments."""
    return re.sub("--.*", "", "\n".join(file.read_text() for file in sorted(TEMPLATES.rglob("*.sql"))))


def words() -> list[str]:
    """All that could be an identifier, SQL's own words too."""
    found = set(re.findall(r"\b[a-z_][a-z0-9_]*", templates()))
    return sorted(word for word in found if not word.startswith(OURS) and len(word) <= 40)


def qualifiers() -> list[str]:
    """What stands before a dot: the names of rows."""
    found = set(re.findall(r"\b([a-z_][a-z0-9_]*)\.", templates()))
    return sorted(word for word in found if not word.startswith(OURS))


def quoted(word: str) -> str:
    return f'"{word}"'


def of_columns() -> Made:
    """Fields, counters, statuses, selections with their columns, and a source's fields: SQL and a definition."""
    every = words()
    fields = [word for word in every if word not in MEANT]
    counters = [word for word in fields if word not in OF_ROWS]
    events = [word for word in fields if word not in ("date", "amount")]
    tables = (
        "create schema crm;"
        "create table crm.company (company_id int primary key, n int);"
        "create table crm.visit (visit_id int primary key, company_id int, n int, day date);"
        "create index on crm.visit (company_id);"
        "insert into crm.company select g, g from generate_series(1, 3) g;"
        "insert into crm.visit select g, g % 3 + 1, g from generate_series(1, 9) g;"
    )

    def entity(**more: Any) -> dict[str, Any]:
        return {"table": "crm.company", "key": "company_id"} | more

    entities = {
        "with_fields": entity(fields=dict.fromkeys(fields, "n")),
        "with_counters": entity(),
        "with_statuses": entity(fields={"n": "n"}),
    }
    visit = {
        "table": "crm.visit",
        "key": "visit_id",
        "links": dict.fromkeys(entities, "company_id"),
        "fields": {word: f"n + {at}" for at, word in enumerate(events)},
    }
    value = {word: f"count(visit) filter (where {quoted(events[at])} > {at})" for at, word in enumerate(counters)}
    statuses: dict[str, Any] = {
        word: {"on": "with_statuses", "when": f"n + count(visit) > {at % 7}"} for at, word in enumerate(every)
    }
    statuses["all_fields"] = {
        "on": "with_fields",
        "when": " and ".join(f"{quoted(word)} < {n + 3}" for n, word in enumerate(fields)),
    }
    selections: dict[str, Any] = {
        word: {"on": "with_statuses", "when": f"status('{every[at - 1]}')", "columns": ["n"]}
        for at, word in enumerate(every)
        if word not in OF_SELECTIONS
    }
    selections["all_fields"] = {
        "on": "with_fields",
        "when": "count(visit) > 1",
        "columns": [{word: quoted(word)} for word in fields if word not in OF_ROWS],
    }
    return tables, {
        "entities": entities,
        "sources": {"visit": visit},
        "counters": {word: {"on": "with_counters", "value": each} for word, each in value.items()},
        "statuses": statuses,
        "selections": selections,
    }


def of_rows() -> Made:
    """Sources, and joins of an entity: SQL and a definition."""
    every = words()
    groups = [every[at : at + GROUP] for at in range(0, len(every), GROUP)]
    tables = ["create schema crm;"]
    entities: dict[str, Any] = {}
    sources: dict[str, Any] = {}
    statuses: dict[str, Any] = {}
    for number, group in enumerate(groups):
        tables.append(_tables(number))
        name = f"entity{number}"
        entities[name] = {"table": f"crm.company{number}", "key": "company_id", "joins": _joins(number, group)}
        entities[name]["fields"] = {f"of_{word}": f"{quoted(word)}.v" for word in group}
        for word in group:
            sources[word] = {"table": f"crm.visit{number}", "key": "visit_id", "links": {name: "company_id"}}
            sources[word] |= {"date": "day", "fields": {"v": "n"}}
        read = [f"count({quoted(word)}) filter (where v > 0 and past(9)) > 0 and of_{word} > 0" for word in group]
        statuses[f"status{number}"] = {"on": name, "when": " and ".join(read)}
    return "".join(tables), {"entities": entities, "sources": sources, "statuses": statuses}


def of_entities() -> Made:
    """Each an entity, a parent, a monitor and the target of links: direct, through another one, by a table. SQL and a
    definition."""
    names = qualifiers()
    tables = (
        "create schema crm;"
        + _tables(0)
        + (
            "create table crm.link (visit_id int, company_id int, primary key (visit_id, company_id));"
            "create index on crm.link (company_id);"
            "insert into crm.link select visit_id, company_id from crm.visit0;"
        )
    )
    entities: dict[str, Any] = {}
    statuses: dict[str, Any] = {}
    sources: dict[str, Any] = {}
    for at, name in enumerate(names):
        entities[name] = {"table": "crm.company0", "key": "company_id", "fields": {"n": "n"}}
        criterion = "n > 1"
        if at % 2:
            entities[name]["parents"] = {names[at - 1]: "company_id"}
            entities[name]["joins"] = {"other": {"table": "crm.other0", "on": "other.v = n"}}
            entities[name]["fields"]["own"] = "other.v"
            criterion += f" and {quoted(names[at - 1])}.n > 0 and own > 0"
        many = {"through": "crm.link", "source": "visit_id", "target": "company_id"}
        sources[f"visit_{at}"] = {"table": "crm.visit0", "key": "visit_id", "date": "day"}
        sources[f"visit_{at}"] |= {"links": {name: many if at % 4 > 1 else "company_id"}, "fields": {"user": "n"}}
        sources[f"visit_{at}"]["moment"] = {"kind": "history", "transitions": "user"}
        if at % 4 == 1:
            sources[f"visit_{at}"]["links"][names[at - 1]] = f"{quoted(name)}.{quoted(names[at - 1])}"
        statuses[f"status_{at}"] = {"on": name, "when": f"{criterion} and count(visit_{at}) filter (where past(9)) > 0"}
    monitors = {name: {"on": name, "period": 30} for name in names[::6]}
    return tables, {"entities": entities, "sources": sources, "statuses": statuses, "monitors": monitors}


def _tables(number: int) -> str:
    return (
        f"create table crm.company{number} (company_id int primary key, n int);"
        f"create table crm.other{number} (v int primary key);"
        f"create table crm.visit{number} (visit_id int primary key, company_id int, n int, day date);"
        f"create index on crm.visit{number} (company_id);"
        f"insert into crm.company{number} select g, g from generate_series(1, 3) g;"
        f"insert into crm.other{number} select g from generate_series(1, 9) g;"
        f"insert into crm.visit{number} select g, g % 3 + 1, g, '2026-06-01' from generate_series(1, 6) g;"
    )


def _joins(number: int, names: list[str]) -> dict[str, Any]:
    return {name: {"table": f"crm.other{number}", "on": f"{quoted(name)}.v = n"} for name in names}
