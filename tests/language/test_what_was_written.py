"""Texts that break SQL out of its quotes, put in every place of a definition where one may stand, and applied.

What the views say is compared with SQL that gets the texts as parameters: nothing here reads the definition.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from pg_saint.apply import apply_plan
from pg_saint.binaries import find_bindir
from pg_saint.cli import saint
from pg_saint.cluster.provider import Provider
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.language.literals import HOSTILE, ways
from tests.support import fresh_database

CRM = """
    create schema "$saint$ crm; --";
    create table "$saint$ crm; --"."it's $saint$ -- {{ x }} %s" (
        key integer primary key, note text, other text, "$saint$; drop" text);
    create schema crm;
    create table crm.event (key integer primary key, record integer, happened date, note text, who text);
    create index on crm.event (record);
"""
TABLE = """'"$saint$ crm; --"."it''s $saint$ -- {{ x }} %s"'"""
LANGUAGE = "$saint$; create table public.taken (); --'\"\\"
EVENTS = (
    "insert into crm.event select n, n, saint.today(), note, note from unnest(%s::text[]) with ordinality t (note, n)"
)
RECORDS = """
    insert into "$saint$ crm; --"."it's $saint$ -- {{ x }} %%s"
    select n, note, note, note from unnest(%s::text[]) with ordinality t (note, n)
"""
OURS = """
    select 'relation ' || c.oid::regclass from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'crm'::regnamespace, '"$saint$ crm; --"'::regnamespace)
    union all select 'function ' || p.oid::regprocedure from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'crm'::regnamespace, '"$saint$ crm; --"'::regnamespace)
    union all select 'schema ' || nspname from pg_namespace where nspname !~ '^pg_(toast|temp)'
    union all select 'role ' || rolname from pg_roles
    order by 1
"""


def definition(texts: list[str]) -> str:
    """`texts` one after the other in every place that takes a text or an expression."""
    at = iter(range(10**6))

    def text() -> str:
        return texts[next(at) % len(texts)]

    def literal() -> str:
        written = list(ways(text()))
        return written[next(at) % len(written)]

    statuses = {}
    for number, each in enumerate(texts):
        written = list(ways(each))
        comments = (each.replace("\n", " ").replace("\r", " "), text().replace("*/", "").replace("/*", ""))
        statuses[f"note_{number}"] = {
            "on": "record",
            "when": f"note = {written[number % len(written)]} -- {comments[0]}\n"
            f" and other is not null /* {comments[1]} */",
            "rank": number * 10 + 1,
        }
        statuses[f"event_{number}"] = {
            "on": "record",
            "when": f"count(event) filter (where note = {literal_of(each)} and past(30)) = 1",
            "name": {"en": each, "nl": texts[number - 1]},
            "description": {"en": doubled(each), "nl": doubled(texts[number - 1])},
            "follow_up": {
                "source": "event",
                "type": each or "x",
                "text": {"en": doubled(each) or "x", "nl": doubled(texts[number - 1]) or "x"},
                "user": "note",
            },
            "image": image_of(each),
            "rank": number * 10 + 9,
            "groups": [each] if each.strip() else [],
        }
    document = {
        "timezone": "UTC",
        "periods": [30],
        "languages": ["en", "nl", LANGUAGE],
        "lists": {"kinds": {"one": [each for each in texts if each.strip()]}},
        "entities": {
            "record": {
                "table": json.loads('"' + TABLE[1:-1].replace("''", "'").replace('"', '\\"') + '"'),
                "key": "key",
                "where": f"note is not null and note <> {literal()} || 'nothing'",
                "joins": {"self": {"table": "crm.event", "on": f"self.key = key and self.note <> {literal()} || 'x'"}},
                "fields": {
                    "note": "note",
                    "other": f"other || {literal()}",
                    "dollar": '"$saint$; drop"',
                    "joined": f"self.note || {literal()}",
                },
            }
        },
        "sources": {
            "event": {
                "table": "crm.event",
                "key": "key",
                "date": "happened",
                "where": f"note <> {literal()} || 'nothing'",
                "links": {"record": {"column": "record", "when": f"note <> {literal()} || 'nothing'"}},
                "fields": {
                    "note": "note",
                    "more": f"note || {literal()}",
                    "user": f"who || {literal()}",
                    "title": f"note || {literal()}",
                },
                "standard_counters": True,
                "moment": {"kind": text() or "x"},
                "write": {"record": "record", "date": "happened", "title": "note", "key": f"length({literal()})"},
            }
        },
        "counters": {
            f"counter_{n}": {"on": "record", "value": f"max(event.more) filter (where note = {literal_of(each)})"}
            for n, each in enumerate(texts[:8])
        },
        "statuses": statuses,
        "selections": {
            "all_of": {
                "on": "record",
                "name": {"en": text()},
                "when": [
                    f"note <> {literal()} || 'nothing'",
                    {"any": [f"other <> {literal()}", "class(kinds, note) = 'one'"]},
                ],
                "columns": ["note", {"value": f"other || {literal()}"}],
            },
            "stored": {"on": "record", "when": f"note <> {literal()} || 'x'", "materialized": True},
        },
        "monitors": {
            "watch": {
                "on": "record",
                "period": 30,
                "name": {"en": text()},
                "of": f"note <> {literal()} || 'x'",
                "users": [text() or "x"],
            }
        },
    }
    # JSON is YAML.
    return json.dumps(document, indent=1)


def doubled(text: str) -> str:
    """In a text with variables: without any."""
    return text.replace("<", "<<").replace("[", "[[").replace("]", "]]")


def image_of(text: str) -> str:
    """The name of a file."""
    return text.replace("/", "") + ".svg"


def literal_of(text: str) -> str:
    return next(ways(text))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a file whose name would end a comment."""
    file = tmp_path_factory.mktemp("x") / "a\n$saint$; create table public.taken (); --.yaml"
    file.write_text(definition(list(HOSTILE)))
    for each in HOSTILE:
        title = f"<title>{escape(each)}</title>" if each.isprintable() else ""
        image = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{title}<path d="M0 0L9 9"/></svg>'
        file.with_name(image_of(each)).write_text(image)
    return file


@pytest.fixture(scope="module")
def crm(cluster: Provider, template: str, written: Path) -> Iterator[psycopg.Connection]:
    with fresh_database(cluster, template) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        connection.execute(CRM.encode())
        connection.execute(RECORDS.encode(), (list(HOSTILE),))
        connection.execute(EVENTS.encode(), (list(HOSTILE),))
        before = {row[0] for row in connection.execute(OURS)}
        apply_plan(connection, make_plan(connection, load([written])))
        assert {row[0] for row in connection.execute(OURS)} - before <= {"schema saint_data"}
        yield connection


def expected() -> set[tuple[int, str]]:
    """The record that has the text, and no other, has the statuses about it."""
    return {(n + 1, f"{kind}_{n}") for n in range(len(HOSTILE)) for kind in ("note", "event")}


def found(connection: psycopg.Connection) -> set[tuple[int, str]]:
    return set(connection.execute("select id, status from saint.record_status").fetchall())


def test_every_text_is_the_one_that_was_written(crm: psycopg.Connection) -> None:
    assert found(crm) == expected()
    assert crm.execute("select * from saint.check()").fetchall() == []


def test_writes_and_recomputed_records_say_the_same(crm: psycopg.Connection) -> None:
    with crm.transaction(force_rollback=True):
        crm.execute("delete from crm.event")
        assert found(crm) == {each for each in expected() if each[1].startswith("note")}
        crm.execute(EVENTS.encode(), (list(HOSTILE),))
        assert found(crm) == expected()
        crm.execute("select saint.tick()")
        assert found(crm) == expected()
        crm.execute("update crm.event set note = note || 'x'")
        assert {each for each in found(crm) if each[1].startswith("event")} <= set()


def test_texts_are_stored_as_they_were_written(crm: psycopg.Connection) -> None:
    titles = crm.execute("select status, titles ->> 'en' from saint.status where status like 'event%'").fetchall()
    assert dict(titles) == {f"event_{n}": each for n, each in enumerate(HOSTILE)}
    described = crm.execute(
        "select s.status, saint.render(s.descriptions ->> 'en', '{}', false, '') from saint.status s"
        " where s.status like 'event%'"
    ).fetchall()
    assert {status: text.strip() for status, text in described} == {
        f"event_{n}": each.strip() for n, each in enumerate(HOSTILE)
    }


def test_texts_of_the_second_language_and_of_follow_ups(crm: psycopg.Connection) -> None:
    titles = crm.execute("select status, titles ->> 'nl' from saint.status where status like 'event%'").fetchall()
    assert dict(titles) == {f"event_{n}": HOSTILE[n - 1] for n in range(len(HOSTILE))}
    for language, before in (("en", 0), ("nl", 1)):
        made = {}
        for number in range(len(HOSTILE)):
            with crm.transaction(force_rollback=True):
                crm.execute("alter table crm.event disable trigger user")
                crm.execute("delete from crm.event")
                crm.execute("select saint.create_follow_up(%s, %s, %s)", (f"event_{number}", str(number + 1), language))
                row = crm.execute("select note from crm.event").fetchone()
                made[number] = row[0].strip() if row else None
        assert made == {n: HOSTILE[n - before].strip() or "x" for n in range(len(HOSTILE))}


def test_names_of_selections_monitors_and_moments(crm: psycopg.Connection, written: Path) -> None:
    document = json.loads(written.read_text())
    selections = crm.execute("select titles ->> 'en' from saint.selection where selection = 'all_of'").fetchall()
    assert selections == [(document["selections"]["all_of"]["name"]["en"],)]
    monitors = crm.execute("select titles ->> 'en' from saint.monitor").fetchall()
    assert monitors == [(document["monitors"]["watch"]["name"]["en"],)]
    languages = crm.execute("select language from saint.language order by language").fetchall()
    assert sorted(languages) == sorted([("en",), ("nl",), (LANGUAGE,)])
    kinds = crm.execute("select distinct kind from saint.contact_moment").fetchall()
    assert kinds == [(document["sources"]["event"]["moment"]["kind"],)]


# What is not a text but a name of something: a path into the document, and what stands there.
NAMES: dict[str, Callable[[dict[str, Any], str], Any]] = {
    "timezone": lambda document, text: document.update(timezone=text),
    "date_zone": lambda document, text: document["sources"]["event"].update(date_zone=text),
    "table": lambda document, text: document["entities"]["record"].update(table=text),
    "key": lambda document, text: document["entities"]["record"].update(key=text),
    "on": lambda document, text: document["counters"]["counter_0"].update(on=text),
    "entity": lambda document, text: document["entities"].update({text: document["entities"]["record"]}),
    "field": lambda document, text: document["entities"]["record"]["fields"].update({text: "note"}),
    "list": lambda document, text: document["lists"].update({text: document["lists"]["kinds"]}),
    "status": lambda document, text: document["statuses"].update({text: document["statuses"]["note_0"]}),
    "image": lambda document, text: document["statuses"]["note_0"].update(image=f"{text}/x.svg"),
    "user": lambda document, text: document["statuses"]["event_0"]["follow_up"].update(user=text),
    "source": lambda document, text: document["statuses"]["event_0"]["follow_up"].update(source=text),
    "monitor's selection": lambda document, text: document["monitors"]["watch"].update(selection=text),
    "monitor's group": lambda document, text: document["monitors"]["watch"].update(group=text),
}
BREAKING = ("$saint$; create table public.taken (); --", "'; create table public.taken (); --", '"', "\\", "a\nb", "%s")


@pytest.mark.parametrize("where", NAMES)
def test_what_is_no_name_is_refused_with_its_place(where: str, crm: psycopg.Connection, tmp_path: Path) -> None:
    file = tmp_path / "saint.yaml"
    for text in BREAKING:
        document = json.loads(definition(["a"]))
        document["statuses"]["event_0"].pop("image")
        NAMES[where](document, text)
        file.write_text(json.dumps(document, indent=1))
        with pytest.raises((SaintError, SaintErrors)) as refused:
            make_plan(crm, load([file]))
        assert re.match(rf"{re.escape(str(file))}:\d+: ", str(refused.value)), (text, str(refused.value))


def test_a_change_inside_a_text_is_a_change(crm: psycopg.Connection, written: Path) -> None:
    assert not make_plan(crm, load([written])).stages
    changed = written.with_name("changed.yaml")
    changed.write_text(written.read_text().replace("note = 'a  b'", "note = 'a b'"))
    assert make_plan(crm, load([changed])).stages


def test_the_printed_sql_creates_nothing_else(
    crm: psycopg.Connection, cluster: Provider, template: str, written: Path
) -> None:
    """``saint compile FILE | psql``"""
    result = CliRunner().invoke(saint, ["--dsn", crm.info.dsn, "compile", str(written)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    with fresh_database(cluster, template) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as other:
        other.execute(CRM.encode())
        other.execute("create schema saint_data")
        subprocess.run(
            [find_bindir() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", cluster.dsn(name)],
            input=result.stdout,
            text=True,
            check=True,
            capture_output=True,
        )
        assert other.execute(OURS).fetchall() == crm.execute(OURS).fetchall()
