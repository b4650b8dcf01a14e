"""Every identifier of every template, and definitions in which each of them is a name of each kind.

Each kind has an entity or a source of its own: what reads one of many names reads few others, or it would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pg_saint.compile

TEMPLATES = Path(pg_saint.compile.__file__).parent
NO_SQL = re.compile(r"--[^\n]*|\{[{%#].*?[}%#]\}|'(?:[^']|'')*'", re.DOTALL)
# Refused by validate, wherever they stand: test_refusals.py.
OURS = "saint_"
OF_ROWS = {"id", "as_of", "next_change", "statuses", "generation", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"}
MEANT = {"today"}
# saint.selection_member … are views and tables of ours.
OF_SELECTIONS = {"member", "refresh", "entry"}
GROUP = 24
Made = tuple[str, Mapping[str, Any]]


def templates() -> str:
    """The SQL of all of them."""
    return NO_SQL.sub(" ", "\n".join(file.read_text() for file in sorted(TEMPLATES.rglob("*.sql"))))


def words() -> list[str]:
    """The names of columns, rows, objects and variables: what stands before or behind a dot, behind ``as``, or before a
    type."""
    found = set(re.findall(r"(?:\bas |\.)([a-z_][a-z0-9_]*)\b(?! *\()", templates())) | set(qualifiers())
    found |= set(
        re.findall(r"\b([a-z_][a-z0-9_]*)\s+(?:\[\]|(?:date|integer|bigint|boolean|text|jsonb|record)\b)", templates())
    )
    assert {"c", "s", "t", "batch", "candidates", "ids"} <= found
    return sorted(word for word in found if not word.startswith(OURS) and len(word) <= 40)


def qualifiers() -> list[str]:
    """What stands before a dot: the names of rows."""
    found = set(re.findall(r"\b([a-z_][a-z0-9_]*)\.", templates()))
    return sorted(word for word in found if not word.startswith(OURS))


def quoted(word: str) -> str:
    return f'"{word}"'


def of_columns() -> Made:
    """Fields, counters, statuses, selections with their columns, a source's fields, and lists: SQL and a definition."""
    every = words()
    fields = [word for word in every if word not in MEANT]
    counters = [word for word in fields if word not in OF_ROWS]
    events = [word for word in fields if word not in ("date", "amount")]
    company = {"table": "crm.company0", "key": "company_id"}
    visit = {"table": "crm.visit0", "key": "visit_id"}
    statuses: dict[str, Any] = {
        word: {"on": "with_statuses", "when": f"n + count(visit) > {at % 7}"} for at, word in enumerate(every)
    }
    statuses["all_fields"] = {
        "on": "with_fields",
        "when": " and ".join(f"{quoted(word)} < {at + 3}" for at, word in enumerate(fields)),
    }
    statuses["all_events"] = {
        "on": "with_events",
        "when": "count(wide) filter (where "
        + " and ".join(f"{quoted(word)} > {-at}" for at, word in enumerate(events))
        + f") > 1 and sum(wide.{quoted(events[0])}) > 3",
    }
    selections: dict[str, Any] = {
        word: {"on": "with_statuses", "when": f"status('{word}')", "columns": ["n"]}
        for word in qualifiers()
        if word not in OF_SELECTIONS
    }
    selections["all_fields"] = {
        "on": "with_fields",
        "when": "n > 1",
        "columns": [{word: quoted(word)} for word in fields if word not in OF_ROWS],
    }
    statuses["all_lists"] = {"on": "with_statuses", "when": "length(classes) > 3"}
    classes = [f"class({quoted(word)}, n)" for word in qualifiers()]
    return "create schema crm;" + _tables(0), {
        "entities": {
            "with_fields": company | {"fields": dict.fromkeys(fields, "n")},
            "with_events": company,
            "with_counters": company,
            "with_statuses": company | {"fields": {"n": "n", "classes": " || ".join(classes)}},
        },
        "lists": {word: [{"name": "few", "to": 2}, {"name": "many", "from": 2}] for word in qualifiers()},
        "sources": {
            "visit": visit
            | {"links": dict.fromkeys(("with_counters", "with_statuses"), "company_id"), "fields": {"n": "n"}},
            "wide": visit
            | {"links": {"with_events": "company_id"}, "fields": {word: f"n + {at}" for at, word in enumerate(events)}},
        },
        "counters": {
            word: {"on": "with_counters", "value": f"count(visit) filter (where n > {at % 7})"}
            for at, word in enumerate(counters)
        },
        "statuses": statuses,
        "selections": selections,
    }


def of_rows() -> Made:
    """Sources, and joins of an entity: SQL and a definition."""
    every = words()
    names = qualifiers()
    tables = ["create schema crm;"]
    entities: dict[str, Any] = {}
    sources: dict[str, Any] = {}
    statuses: dict[str, Any] = {}
    for number, at in enumerate(range(0, len(every), GROUP)):
        group = every[at : at + GROUP]
        rows = names[number :: -(-len(every) // GROUP)]
        tables.append(_tables(number))
        name = f"entity{number}"
        entities[name] = {"table": f"crm.company{number}", "key": "company_id", "joins": _joins(number, group)}
        entities[name]["fields"] = {f"of_{word}": f"{quoted(word)}.v" for word in group}
        for word in rows:
            sources[word] = {"table": f"crm.visit{number}", "key": "visit_id", "links": {name: "company_id"}}
            sources[word] |= {"date": "day", "fields": {"v": "n"}}
        read = [f"count({quoted(word)}) filter (where v > 0 and past(9)) > 0" for word in rows]
        read += [f"of_{word} > 0" for word in group]
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
        if at % 3 == 0:
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
