"""Whatever is proposed is answered with a way into it, and nothing of it is run: no function, file or statement.

Others of the same kind, as many as are wanted: pytest tests/inside --proposals=10000 --first-proposal=SEED.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from pg_saint.cli.database import connect_installed
from pg_saint.requests.check import TOO_DEEP, check
from pg_saint.requests.parts import Proposal
from tests.fuzz.pieces import CRITERIA, ODD, TEXTS
from tests.inside.conftest import ANNA, Inside

FIRST: list[dict[str, Any]] = [
    {
        "statuses": {
            "hostile": {
                "on": "company", "when": ["category = 'Customer'", "count(activity) > 2"], "rank": 7, "visual": True,
                "image": "star.svg", "name": {"en": "Hostile"}, "description": "<name> is hostile", "groups": ["Sales"],
                "notify": True, "follow_up": {"source": "activity", "type": "phone", "text": "Call", "in_days": 3},
            }
        },
        "images": {"star.svg": "PHN2Zy8+"},
    },
    {"counters": {"hostile": {"on": "company", "value": "sum(sale.amount) filter (where past(30))"}}},
    {
        "selections": {
            "hostile": {"on": "person", "when": {"any": ["name ilike 'A%'", {"not": "company.status('neglected')"}]},
                        "columns": ["name", {"calls": "count(activity)"}], "readers": ["saint_reader"],
                        "stored": False}
        }
    },
    {"monitors": {"hostile": {"on": "company", "of": "category = 'Customer'", "period": 365, "users": ["1"]}}},
    {"periods": [30, "2 months"]},
]  # fmt: skip
HOSTILE = [
    "public.ran()", "public.ran() is null", "public.status('x')", "company.status('neglected')",
    "'; select public.ran(); --", "name = public.ran()::text",
    "x $saint$; select public.ran(); $saint$", "*/ select public.ran() /*", "-- \npublic.ran()", '"; drop schema crm',
    "name operator(public.=) 'x'", "name::public.evil is null", "cast(name as public.evil) is null", "public.evil 'x'",
    "(select public.ran())", "exists (select from crm.users)", "name collate public.evil = 'x'", "pg_read_file('x')",
    "query_to_xml('select public.ran()', true, true, '') is null", "lo_import('/etc/passwd') > 0", "name ~ '(x+x+)+y'",
    "count(public.ran())", "company.public.ran()", '"public"."ran"()', 'U&"r\\0061n"()', "E'\\x27' = name", "$1 = name",
    "{{ 7 * 7 }}", "{% raw %}", "%s %(today)s %%", "../../../../etc/passwd", "/etc/passwd", "saint_data.company",
    "saint.set_today(null)", "today = now()", "((((" * 200, "a" * 5000, "a\nb", "\u2028", "\x7f", "😀", "'", '"', "\\",
    "null", "~", "&a [*a]", "!!python/object/apply:os.system ['x']", "<<", "- - -", "no", "1e400", "2026-01-01",
]  # fmt: skip

NOWHERE = ("nothing is defined in it", TOO_DEEP, "a text cannot hold the character")


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every container, and each of its keys."""
    for key in list(data) if isinstance(data, dict) else range(len(data)):
        yield data, key
        if isinstance(data[key], dict | list):
            yield from places(data[key])


def hostile(seed: int) -> dict[str, Any]:
    random = Random(seed)
    data = copy.deepcopy(random.choice(FIRST))
    for _ in range(random.randint(1, 2)):
        container, key = random.choice(list(places(data)))
        text = random.choice([*HOSTILE, *HOSTILE, *CRITERIA, *TEXTS])
        what = random.choice(["value", "value", "value", "key", "odd", "and"])
        if what == "key" and isinstance(container, dict):
            container[str(text)] = container.pop(key)
        elif what == "odd":
            container[key] = random.choice(ODD)
        elif what == "and" and isinstance(container[key], str):
            container[key] = f"{container[key]} and {text}"
        else:
            container[key] = text
    return data


def test_nothing_is_run(crm: Inside, proposals: range) -> None:
    ran: list[str] = []
    crm.execute(
        "create function public.ran() returns boolean immutable language plpgsql as"
        " $$ begin raise warning 'it ran'; return true; end $$"
    )
    crm.execute("create function public.status(text) returns boolean language sql immutable as 'select public.ran()'")
    crm.execute("create domain public.evil as text check (public.ran())")
    had = crm.rows("select count(*) from pg_class union all select count(*) from pg_proc")
    faults = []
    with connect_installed(crm.dsn) as connection:
        connection.add_notice_handler(lambda said: ran.append(said.message_primary or ""))
        for seed in proposals:
            definition = hostile(seed)
            try:
                checked = check(connection, Proposal(1, "status", "x", definition, ANNA, False, seed % 2 == 0))
            except Exception as error:
                faults.append(f"seed {seed}: {type(error).__name__}: {error}: {definition}")
                continue
            faults += [f"seed {seed}: {each}" for each in checked.errors if not _answers(each)]
    assert not faults, "\n\n".join(faults)
    assert "it ran" not in ran
    assert crm.rows("select count(*) from pg_class union all select count(*) from pg_proc") == had


def test_a_key_that_no_file_can_hold(crm: Inside) -> None:
    long = "ø" * 300
    made = crm.propose({"statuses": {"x": {"on": "company", "when": [{"any": ["true", {long: "true"}]}]}}})
    other = crm.propose({long: {}})
    crm.work()
    [error] = crm.request(made)["errors"]
    assert (error["path"], error["message"]) == (f"statuses.x.when.0.any.1.{long}", "a key of 300 characters")
    assert crm.request(other)["errors"][0]["path"] == long


def _answers(error: dict[str, Any]) -> bool:
    """There is no way into what holds nothing, is too deep to be read, or is what no jsonb holds."""
    somewhere = error["path"] is not None or any(words in error["message"] for words in NOWHERE)
    return somewhere and bool(error["message"]) and "Traceback" not in error["message"]
