"""library: the ready statuses that a definition can name."""

from __future__ import annotations

import sys
from typing import Any

import click
from ruamel.yaml import YAML

from pg_saint.cli.database import json_option
from pg_saint.cli.output import print_json, print_table
from pg_saint.errors import SaintError, suggestion
from pg_saint.library import Entry, entries
from pg_saint.library.needs import needs

LANGUAGES = ["en", "nl", "no", "da"]


@click.command()
@click.argument("name", required=False)
@json_option
def library(name: str | None, as_json: bool) -> None:
    """List the ready statuses, or print NAME as it would be written by hand."""
    if name is not None:
        yaml = YAML()
        yaml.width = 1000
        yaml.dump({"statuses": {name: _entry(name).status({}, LANGUAGES)}}, sys.stdout)
        return
    rows = [_described(entry) for entry in entries().values()]
    if as_json:
        print_json(rows)
        return
    columns = ("name", "on", "description", "parameters", "needs")
    print_table(columns, [[_text(row[column]) for column in columns] for row in rows])


def _entry(name: str) -> Entry:
    if name not in entries():
        raise SaintError(f"the library has no status {name}", remedy=suggestion(name, list(entries())))
    return entries()[name]


def _described(entry: Entry) -> dict[str, Any]:
    status = entry.status({}, LANGUAGES)
    return {
        "name": entry.name,
        "on": status["on"],
        "title": status["name"],
        "description": status["description"]["en"],
        "parameters": entry.parameters,
        "needs": needs(status),
    }


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)
