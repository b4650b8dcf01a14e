"""What a form can offer, and criteria as sentences."""

from __future__ import annotations

import pytest

from tests.inside.conftest import ANNA, CARL, Inside

SENTENCES = [
    ("count(activity) filter (where direction = 'outgoing' and past(30)) < 2",
     "fewer than 2 outgoing activities in the last 30 days",
     "minder dan 2 uitgaande activiteiten in de laatste 30 dagen",
     "færre enn 2 utgående aktiviteter i de siste 30 dagene",
     "færre end 2 udgående aktiviteter i de sidste 30 dage"),
    ("category = 'Customer' and not exists(activity) filter (where type = 'visit' and this(quarter))",
     "category is Customer and no activities this quarter with type visit",
     "category is Customer en geen activiteiten dit kwartaal met type visit",
     "category er Customer og ingen aktiviteter dette kvartalet med type visit",
     "category er Customer og ingen aktiviteter dette kvartal med type visit"),
    ("exists(sale) filter (where past(3 months))", "at least one sale in the last 3 months",
     "minstens één verkoop in de laatste 3 maanden", "minst én salg i de siste 3 månedene",
     "mindst én salg i de sidste 3 måneder"),
    ("status('neglected') and not selection('invited')",
     "has the status Neglected and is not in the selection Invited",
     "heeft de status Neglected en is niet in de selectie Invited",
     "har statusen Neglected og er ikke i utvalget Invited", "har statussen Neglected og er ikke i udvalget Invited"),
    ("outgoing >= 3 or owner is null", "outgoing is at least 3 or owner is empty",
     "outgoing is minstens 3 of owner is leeg", "outgoing er minst 3 eller owner er tom",
     "outgoing er mindst 3 eller owner er tom"),
    ("a between 1 and 2 and category in ('x and y', 'z')", "a between 1 and 2 and category is one of x and y, z",
     "a between 1 and 2 en category is een van x and y, z", "a between 1 and 2 og category er en av x and y, z",
     "a between 1 and 2 og category er en af x and y, z"),
    ("city in ('Oslo') and category not in ( 'Lead' ) and exists(activity) filter (where direction in ('incoming'))",
     "city is Oslo and category is not Lead and at least one incoming activity",
     "city is Oslo en category is niet Lead en minstens één inkomende activiteit",
     "city er Oslo og category er ikke Lead og minst én innkommende aktivitet",
     "city er Oslo og category er ikke Lead og mindst én indgående aktivitet"),
    ("count(activity) < count(sale)", *["count(activity) < count(sale)"] * 4),
]  # fmt: skip


def test_sentences(crm: Inside) -> None:
    wrong = []
    for criteria, *expected in SENTENCES:
        said = [
            crm.ask("to_text(%s::text, %s)", criteria, language, role=CARL) for language in ("en", "nl-BE", "nb", "da")
        ]
        if said != expected:
            wrong.append((criteria, said))
    assert wrong == []
    nested = '["category = \'x\'", {"any": ["owner is null", {"not": "exists(sale)"}]}, {"all": ["exists(sale)"]}]'
    assert crm.ask("to_text(%s::jsonb)", nested) == (
        "category is x and owner is empty or not: at least one sale and at least one sale"
    )


def test_the_vocabulary(crm: Inside) -> None:
    crm.write(("    fields: {status: status}\n", "    fields: {status: {expr: status, confidential: revenue}}\n"))
    assert crm.saint("apply", str(crm.file.parent), "--yes").exit_code == 0
    crm.work()
    rows = crm.of(CARL).execute("select kind, name, type, seen, operators from saint.vocabulary('company')").fetchall()
    found = {(kind, name): (type_, seen, operators) for kind, name, type_, seen, operators in rows}
    type_, seen, operators = found["field", "category"]
    assert (type_, seen) == ("character varying", ["Customer", "Lead"])
    assert operators == ["=", "<>", "in", "not in", "ilike", "not ilike", "is null", "is not null"]
    assert found["field of source", "activity.direction"][1] == ["outgoing", "incoming"]
    assert found["field of source", "sale.status"][1] is None
    assert found["source", "sale"][2] == ["exists", "not exists", "count", "sum", "max", "min"]
    assert found["period", "period2"][0] == "60 days"
    assert found["counter", "outgoing"][0] == "bigint"
    assert "past" in found["field of source", "activity.date"][2]
    assert ("status", "neglected") in found
    assert ("selection", "to_call") in found
    titles = crm.of(ANNA).execute("select titles from saint.vocabulary('company') where name = 'not in'").fetchone()
    assert titles is not None
    assert set(titles[0]) == {"en", "nl", "no", "da"}
    with pytest.raises(Exception, match="no entity"):
        crm.ask("vocabulary('x')")
    # Each once a day.
    assert crm.rows("select from saint.vocabulary_word where seen_on is distinct from saint.today()") == []
