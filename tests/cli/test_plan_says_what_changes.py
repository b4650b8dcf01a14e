"""`saint plan` says first what changes in meaning and for whom, how long it takes and what stands in the way."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import DEFINITION, Saint

CRITERIA = """    when:
      - category = 'Customer'
      - count(activity) filter (where direction = 'outgoing' and past(period1)) < 2
"""
COUNTED = """    when: category = 'Customer' and outgoing < 2
counters:
  outgoing:
    on: company
    value: count(activity) filter (where direction = 'outgoing' and past(period1))
  incoming:
    on: company
    value: count(activity) filter (where direction = 'incoming')
"""
TEXT = DEFINITION.read_text().replace("    rank: 10\n", "").replace(CRITERIA, "    rank: 10\n" + COUNTED)
SELECTION = """selections:
  to_call:
    on: company
    when: status('neglected_customer')
    columns: [name, category]
"""


@pytest.fixture
def file(crm: str, saint: Saint, tmp_path: Path) -> Path:
    """The definition that is in force; a view of somebody else is on what it made."""
    file = tmp_path / "crm.yaml"
    file.write_text(TEXT + SELECTION)
    done = saint("apply", str(file))
    assert done.exit_code == 0, done.output
    with psycopg.connect(crm, autocommit=True) as connection:
        connection.execute("analyze crm.company, crm.activity")
        connection.execute("create view public.mine as select id, incoming from saint.company_counter")
        connection.execute("create view public.theirs as select * from saint.selection_to_call")
    return file


def lines(saint: Saint, *words: str) -> list[str]:
    """What is said before the list of steps."""
    done = saint("plan", *words)
    assert done.exit_code == 0, done.output
    first, _, rest = done.stdout.partition("\n\n")
    assert rest
    return first.splitlines()


def test_what_changes_and_for_whom(file: Path, saint: Saint) -> None:
    file.write_text((TEXT + SELECTION).replace("outgoing < 2", "outgoing < 3"))
    says = "neglected_customer: outgoing < 2 → < 3; 1 gain it, 0 lose it"
    assert lines(saint, str(file))[0] == says
    assert lines(saint, str(file), "--verbose")[:4] == [
        says, "  - outgoing < 2", "  + outgoing < 3", "  for instance 1 gain it",
    ]  # fmt: skip
    (change,) = json.loads(saint("plan", str(file), "--json").stdout)["changes"]
    assert (change["kind"], change["name"], change["gains"], change["loses"]) == ("status", "neglected_customer", 1, 0)
    assert "create or replace function saint_data.company_statuses" in saint("plan", str(file), "--sql").stdout
    assert "create or replace" not in saint("plan", str(file)).stdout

    # The words are the same, and what they mean is not.
    file.write_text((TEXT + SELECTION).replace("periods: [30]", "periods: [5]"))
    said = lines(saint, str(file))
    assert said[0] == "neglected_customer: what its criteria are computed from changes; 1 gain it, 0 lose it"
    assert "records to fill, which takes" in "".join(said)

    file.write_text(TEXT.replace("neglected_customer", "forgotten_customer").replace("category = 'Customer' and", ""))
    assert lines(saint, str(file))[:3] == [
        "forgotten_customer: new on company; 2 gain it, 0 lose it",
        "neglected_customer: goes from company; 0 gain it, 1 lose it",
        "selection to_call: goes",
    ]


def test_views_of_others_that_stand_in_the_way(file: Path, crm: str, saint: Saint) -> None:
    at = TEXT.index("  incoming:")
    changed = TEXT[:at] + SELECTION.replace("[name, category]", "[category]")
    file.write_text(changed.replace("    value: count", "    value: 1 + count"))
    said = lines(saint, str(file))
    assert [line for line in said if line.startswith("in the way")] == [
        f"in the way: view public.{view}, which stands on saint.{ours}: drop it first, and recreate it after the apply"
        for view, ours in (("mine", "company_counter"), ("theirs", "selection_to_call"))
    ]
    told = json.loads(saint("plan", str(file), "--json").stdout)
    assert [each["view"] for each in told["in_the_way"]] == ["public.mine", "public.theirs"]
    refused = saint("apply", str(file))
    assert refused.exit_code == 2
    with psycopg.connect(crm, autocommit=True) as connection:
        connection.execute("drop view public.mine, public.theirs")
    assert not [line for line in lines(saint, str(file)) if line.startswith("in the way")]
    assert saint("apply", str(file)).exit_code == 0
    # What nothing changes in meaning is not counted.
    file.write_text(changed.replace("    value: count", "    value: 1 + count").replace("rank: 10", "rank: 11"))
    assert lines(saint, str(file)) == ["neglected_customer: rank 10 → 11"]
