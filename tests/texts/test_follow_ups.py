"""Default follow-ups: rows of the CRM's own tables, written with the rights of whoever asks for them."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from pg_saint.errors import SaintError
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.support import value

NEW = (
    "select company_id, project_id::text, type, direction, subject, starts_at, user_id from crm.activity"
    " where activity_id > 1 order by activity_id"
)
OVER = "00000000-0000-0000-0000-000000000001"


def statuses(connection: psycopg.Connection, company: int) -> list[str]:
    found = connection.execute("select status from saint.company_status where id = %s order by rank", (company,))
    return [status for (status,) in found]


def test_the_default_follow_up(crm: psycopg.Connection) -> None:
    assert value(crm, "select saint.create_follow_up('neglected', '2')") == "2"
    crm.execute("set timezone = 'Europe/Oslo'")
    (row,) = crm.execute(NEW).fetchall()
    assert row[:5] == (2, None, "phone", "outgoing", "Call Fjord & <Sons>")
    assert row[6] == 2
    assert row[5].strftime("%Y-%m-%d %H:%M %z") == "2026-06-01 09:00 +0200"


def test_the_status_that_it_answers_goes_in_the_same_transaction(crm: psycopg.Connection) -> None:
    with crm.transaction():
        assert statuses(crm, 2) == ["neglected", "dormant"]
        crm.execute("select saint.create_follow_up('neglected', '2')")
        assert statuses(crm, 2) == []
    assert statuses(crm, 2) == []
    # One that is planned for later is not a contact yet: the criteria say so.
    with crm.transaction(force_rollback=True):
        crm.execute("select saint.create_follow_up('neglected', '3', in_days => 7)")
        assert statuses(crm, 3) == ["neglected"]


def test_another_type_text_day_and_user(crm: psycopg.Connection) -> None:
    crm.execute(
        "select saint.create_follow_up('neglected', '2', type => 'visit', title => %s, in_days => 7, for_user => '1')",
        ("Ask <name> [now]",),
    )
    (row,) = crm.execute(NEW).fetchall()
    assert (row[2], row[4], row[5].astimezone().toordinal(), row[6]) == ("visit", "Ask <name> [now]", 739775, 1)


def test_in_the_language_asked_for(crm: psycopg.Connection) -> None:
    crm.execute("select saint.create_follow_up('neglected', '2', 'nl')")
    assert crm.execute(NEW).fetchall()[0][4] == "Bel Fjord & <Sons>"


def test_without_a_text_it_has_the_name_of_the_status(crm: psycopg.Connection) -> None:
    crm.execute("select saint.create_follow_up('over', %s)", (OVER,))
    (row,) = crm.execute(NEW).fetchall()
    # the project's company and manager come along
    assert (row[0], row[1], row[2], row[4], row[6]) == (1, OVER, "visit", "Over", 2)


def test_a_list_of_types_with_keys_of_its_own(crm: psycopg.Connection) -> None:
    key = value(crm, "select saint.create_follow_up('lead', '4')")
    made = crm.execute("select kind_id, what, due_on::text from crm.task where task_id::text = %s", (key,))
    assert made.fetchall() == [(2, "Is Harbour C", "2026-06-02")]
    assert statuses(crm, 4) == ["lead"]


def test_for_everybody_with_a_status(crm: psycopg.Connection) -> None:
    made = crm.execute("select * from saint.create_follow_ups('neglected')").fetchall()
    assert made == [("1", "2", None), ("2", "3", None), ("3", "4", None)]
    assert {row[4] for row in crm.execute(NEW).fetchall()} == {
        "Call Polder Dairy", "Call Fjord & <Sons>", "Call Nobody's",
    }  # fmt: skip
    assert crm.execute("select * from saint.create_follow_ups('neglected')").fetchall() == []


def test_written_in_the_order_of_the_records_keys(crm: psycopg.Connection) -> None:
    crm.execute("insert into crm.company (company_id, name) values (10, 'Ten'), (20, 'Twenty'), (9, 'Nine')")
    # The status of the first one is the newest: it left, and came back.
    crm.execute("select saint.create_follow_up('neglected', '1')")
    crm.execute("delete from crm.activity where activity_id = 2")
    made = crm.execute("select * from saint.create_follow_ups('neglected')").fetchall()
    ids = ("1", "2", "3", "9", "10", "20")
    assert made == [(id, str(key), None) for key, id in enumerate(ids, start=3)]


def test_for_everybody_in_a_selection(crm: psycopg.Connection) -> None:
    crm.execute("select saint.selection_create('fair', 'company')")
    crm.execute("select saint.selection_add('fair', id::text) from generate_series(2, 4) id")
    made = crm.execute("select id from saint.create_follow_ups('fair') order by id").fetchall()
    assert made == [("2",), ("3",), ("4",)]
    # Each got the follow-up of its first status that has one.
    assert value(crm, "select count(*) from crm.activity where type = 'phone'") == 2
    assert value(crm, "select count(*) from crm.task") == 1
    # Who has no such status is passed over, unless it is said which; what is planned already is not planned twice.
    planned = "has a follow-up of type {} planned on {} already"
    twice = crm.execute("select * from saint.create_follow_ups('fair')").fetchall()
    assert twice == [("4", None, planned.format("chase", "2026-06-02"))]
    rows = crm.execute("select * from saint.create_follow_ups('fair', status => 'neglected')").fetchall()
    by_phone = planned.format("phone", "2026-06-01")
    assert rows == [("2", None, by_phone), ("3", None, by_phone), ("4", "4", None)]
    again = "select key from saint.create_follow_ups('fair', status => 'neglected', again => true)"
    assert crm.execute(again).fetchall() == [("5",), ("6",), ("7",)]


def test_not_for_a_record_without_the_status_unless_forced(crm: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
        crm.execute("select saint.create_follow_up('neglected', '4')")
    assert str(caught.value).startswith("company 4 does not have the status neglected")
    assert "force => true" in str(caught.value.diag.message_hint)
    assert value(crm, "select saint.create_follow_up('neglected', '4', force => true)") == "2"


def test_a_second_click_writes_no_second_one(crm: psycopg.Connection) -> None:
    dialog = "select saint.status_dialog('company', '2', status => %s) -> 'follow_up' -> 'planned'"
    # one that leaves the status in place: it is planned for later
    assert value(crm, dialog, "neglected") is None
    assert value(crm, "select saint.create_follow_up('neglected', '2', in_days => 7)") == "2"
    assert value(crm, dialog, "neglected") == "2026-06-08"
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="type phone planned on 2026-06-08 already"):
        crm.execute("select saint.create_follow_up('neglected', '2', in_days => 7)")
    assert value(crm, "select saint.create_follow_up('neglected', '2', type => 'visit', in_days => 7)") == "3"
    assert value(crm, "select saint.create_follow_up('neglected', '2', again => true)") == "4"


def test_one_record_without_a_user_does_not_fail_the_others(crm: psycopg.Connection) -> None:
    crm.execute("update crm.activity set user_id = 1")
    crm.execute("alter table crm.activity alter user_id set not null")
    crm.execute("update crm.company set owner_id = null where company_id = 3")
    rows = crm.execute(
        "select id, key is null, problem from saint.create_follow_ups('neglected') order by id"
    ).fetchall()
    assert [row[:2] for row in rows] == [("1", False), ("2", False), ("3", True)]
    assert "user_id" in rows[2][2]
    given = "select id, key is null, problem from saint.create_follow_ups('neglected', or_user => '1')"
    assert crm.execute(given).fetchall() == [("3", False, None)]
    made = "select company_id, user_id from crm.activity where activity_id > 1 order by 1"
    assert crm.execute(made).fetchall() == [(1, 1), (2, 2), (3, 1)]


def test_the_dialog_of_any_status(unchanged: psycopg.Connection) -> None:
    first, other = (
        value(unchanged, "select saint.status_dialog('company', '2', status => %s)", status)
        for status in (None, "dormant")
    )
    assert (first["status"], [each["status"] for each in first["others"]]) == ("neglected", ["dormant"])
    assert (other["status"], [each["status"] for each in other["others"]]) == ("dormant", ["neglected"])
    assert value(unchanged, "select saint.status_dialog('company', '4', status => 'neglected')") is None
    with pytest.raises(psycopg.errors.WrongObjectType, match="status over is about project"):
        unchanged.execute("select saint.status_dialog('company', '2', status => 'over')")


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        ("create_follow_up('neglected', '2', type => 'telepathy')", psycopg.errors.ForeignKeyViolation,
         "the CRM does not take this follow-up, of type telepathy"),
        ("create_follow_ups('neglected', type => 'telepathy')", psycopg.errors.ForeignKeyViolation, "telepathy"),
        ("create_follow_up('lead', '4', type => 'telepathy')", psycopg.errors.InvalidParameterValue,
         "the CRM knows no follow-up of type telepathy"),
        ("create_follow_up('neglected', '2', for_user => '77')", psycopg.errors.ForeignKeyViolation, "user_id"),
        ("create_follow_up('neglected', '2', for_user => 'me')", psycopg.errors.InvalidTextRepresentation, "me"),
        ("create_follow_up('neglected', '99')", psycopg.errors.NoDataFound, "there is no company with id '99'"),
        ("create_follow_up('dormant', '2')", psycopg.errors.ObjectNotInPrerequisiteState, "dormant has no follow-up"),
        ("create_follow_up('lost', '2')", psycopg.errors.UndefinedObject, "there is no status 'lost'"),
        ("create_follow_ups('lost')", psycopg.errors.UndefinedObject, "no status, selection or monitor 'lost'"),
        ("create_follow_ups('neglected', status => 'over')", psycopg.errors.WrongObjectType, "over is about project"),
    ],
)  # fmt: skip
def test_refused_and_nothing_half_done(
    unchanged: psycopg.Connection, call: str, error: type[psycopg.Error], message: str
) -> None:
    with pytest.raises(error, match=message):
        unchanged.execute(f"select saint.{call}".encode())
    assert unchanged.execute(NEW).fetchall() == []
    assert statuses(unchanged, 2) == ["neglected", "dormant"]


def test_with_the_rights_of_the_caller(crm: psycopg.Connection) -> None:
    crm.execute("grant usage on schema crm to saint_reader")
    crm.execute("set role saint_reader")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="activity"):
        crm.execute("select saint.create_follow_up('neglected', '2')")
    crm.execute("reset role")
    crm.execute("grant insert, select on crm.activity to saint_reader")
    crm.execute("set role saint_reader")
    assert value(crm, "select saint.create_follow_up('neglected', '2')") is not None


def test_the_crms_own_trigger_sees_its_own_session(crm: psycopg.Connection) -> None:
    # An ordinary trigger of a CRM: it relies on the search_path of its sessions.
    crm.execute(
        "create function crm.stamp() returns trigger language plpgsql as"
        " $$ begin new.subject := new.subject || ' (' || (select count(*) from users) || ')'; return new; end $$;"
        " create trigger stamp before insert on crm.activity for each row execute function crm.stamp()"
    )
    crm.execute("set search_path = crm")
    crm.execute("select saint.create_follow_up('neglected', '2')")
    assert crm.execute(NEW).fetchall()[0][4] == "Call Fjord & <Sons> (2)"


HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        ("type: phone, text", "type: phnoe, text", "the CRM knows no follow-up of type phnoe", "did you mean phone?"),
        ("type: chase", "type: chess", "the CRM knows no follow-up of type chess", "did you mean"),
        ("title: subject,", "title: subjct,", "crm.activity has no column subjct", "did you mean subject?"),
        ("title: subject,", "place: subject,", "a follow-up has no place", "type, title, date, user"),
        ("date: starts_at, user", "date: subject, user", "subject is of type text", "a column of dates"),
        ("\"'outgoing'\"", "\"'out' || 3\"", None, None),
        ("\"'outgoing'\"", "\"now()\"", "the clock", None),
        ("\"'outgoing'\"", "\"nonsense(1)\"", "nonsense(integer) does not exist", None),
        ("write: {company: company_id, project: project_id,", "write: {project: project_id,",
         "source activity does not say in which column a new row names its company", "add company: COLUMN"),
        ("column: name, key", "column: nam, key", "crm.task_kind has no column nam", "did you mean name?"),
        ("crm.task_kind,", "crm.task_kinds,", "crm.task_kinds does not exist", "did you mean crm.task_kind?"),
    ],
)  # fmt: skip
def test_refused_at_apply(
    unchanged: psycopg.Connection, tmp_path: Path, old: str, new: str, message: str | None, remedy: str | None
) -> None:
    text = (HERE / "crm.yaml").read_text()
    assert text.count(old) == 1
    file = tmp_path / "crm.yaml"
    file.write_text(text.replace(old, new))
    (tmp_path / "images").symlink_to(HERE / "images")
    if message is None:
        make_plan(unchanged, load([file]))
        return
    with pytest.raises(SaintError) as caught:
        make_plan(unchanged, load([file]))
    assert message in str(caught.value)
    assert f"{file}:" in str(caught.value)
    assert remedy is None or remedy in str(caught.value)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("type crm.kind using 'phone'", 'invalid input value for enum crm.kind: "visit"'),
        ("type text, add check (type in ('phone', 'mail'))", "the column only accepts what meets"),
    ],
)
def test_a_column_that_takes_only_some_types(crm: psycopg.Connection, column: str, message: str) -> None:
    crm.execute("alter table crm.activity drop constraint activity_type_fkey")
    crm.execute("update crm.activity set type = 'phone'")
    crm.execute("create type crm.kind as enum ('phone', 'mail')")
    crm.execute(f"alter table crm.activity alter column type {column}".encode())
    with pytest.raises(SaintError, match="the CRM knows no follow-up of type visit") as caught:
        make_plan(crm, load([HERE / "crm.yaml"]))
    assert message in str(caught.value)
