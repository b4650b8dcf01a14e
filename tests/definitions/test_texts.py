"""Texts with variables in definitions: what is refused, and what SAINT's codes stand for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pg_saint.definitions import Model
from pg_saint.errors import SaintError
from pg_saint.validate import load
from pg_saint.validate.codes import CODES, OWN_FIELDS, REASONS, SYSTEM
from pg_saint.validate.texts import meaning

# Its variables for a company, a contact, a project, a sale, the sender, a document, the client and a selection.
SUPEROFFICE = """
    addr busi cate ccid cf01 cf10 cicn city cl01 cl60 cnt? cntr cnty code cont cozg cozi cozn cphi cpho cs01 cs49 cszc
    cuid cwwi cwww czip dept faxi faxn faxs maii mail name numb orgn padr pad2 pad3 phoi phon sadr sams scit ssta stat
    szip zici zino zipc zipp
    abdt acha achi achp acid acit acnt acsz act? actg actr adep af01 al60 amai amid anum apad apa2 apa3 aphi apho as49
    asal asta atei atem atfa atfi atfn ati atid atin atln atm? atmn atmr atms atpc atpi atph atpj atpo atpp atpk atti
    attl attn avoa avoi avos awwi awww azip
    pend pgui pf10 pl60 plea pmid pmil pnam pnum popa pope pops prid ps49 psta ptyp pwwi pwww pinf
    saam saau saca sacu saco sacr sada sadu said sanu sape sapr saps sare saso sast sati satu saty sf10 sgui sl60 ss49
    sste saea saep salc sanf sarg saci
    alid atit auac aubd auca aucd auci aucn aucp aucs aucy audf audp auem auid aumr aums aunm aup1 aup2 aup3 aupc auph
    aupo aupp aust auth auvo auvi auvs auwi auww auzi uf10 ul60 us49
    ocid ocit ocnr ocnt ocsz oczi odep oema of10 ofax ol60 onam oorg opad opa2 opa3 opho os49 osad osct osta oszi owid
    owww ozip
    apid dat1 date desc doid dope dops dsug file head lanc lang lanx ltim oref pltf ptha pthi pthp salu sdat ser# snum
    time ver# vern yref diid dday mbrs slid snam
"""
BASE = """\
languages: [en, nl]
entities:
  company:
    table: crm.company
    key: company_id
    fields: {name: name, owner: owner, phone: phone, email: email, cs01: extra,
      street: street, postal_code: zip, city: city, country: country}
  person:
    table: crm.person
    key: person_id
    parents: {company: company_id}
    fields: {name: name, phone: phone}
sources:
  activity:
    table: crm.activity
    key: activity_id
    date: on_date
    links: {company: company_id, person: person_id}
    standard_counters: true
counters:
  calls: {on: company, value: count(activity) filter (where past(period1))}
periods: [30, 60]
users: {table: crm.users, key: user_id, fields: {name: name, us07: shoe_size, country: country}}
statuses:
  quiet:
    on: company
    when: not exists(activity)
    rank: 10
"""


def read(folder: Path, *lines: str) -> Model:
    file = folder / "texts.yaml"
    file.write_text(BASE + "".join(f"    {line}\n" for line in lines))
    return load([file])


@pytest.mark.parametrize(
    ("lines", "line", "message", "remedy"),
    [
        (["description: <nmae> is quiet"], 29, "unknown variable <nmae> in a text of company", "did you mean name?"),
        (["description:", "  en: <name>", "  nl: <naam>"], 31, "unknown variable <naam>", "did you mean name?"),
        (["description: <company.name>"], 29, "unknown variable <company.name>", "name"),
        (["description: <cate>"], 29, "unknown variable <cate>", "add category to the fields of company"),
        (["description: <cs02>"], 29, "unknown variable <cs02>", "add cs02 to the fields of company"),
        (["description: <faxs>"], 29, "unknown variable <faxs>", "add fax to the fields of company"),
        (["description: <auem>"], 29, "unknown variable <auem>", "add email to the fields of users"),
        (["description: <ver#>"], 29, "unknown variable <ver#>", "the program SuperOffice"),
        (["description: <attn>"], 29, "unknown variable <attn>", "known here"),
        (["description: <callz> calls"], 29, "unknown variable <callz>", "did you mean calls?"),
        (["description: <days since calls_last>"], 29, "unknown variable <days since calls_last>", "calls"),
        (["description: <days after name>"], 29, "< without >", "write << for <"),
        (["description: a < b <name"], 29, "< without >", "write << for <"),
        (["description: call [<name>"], 29, "[ without ]", "[[ for ["),
        (["follow_up:", "  type: phone", "  text: Call <xyz>"], 31, "unknown variable <xyz>", "known here"),
        (["follow_up: {text: Call}"], 29, "follow_up.type: Field required", "add this key"),
        (["follow_up: {type: phone, in_days: -1}"], 29, "greater than or equal to 0", "number of days"),
        (["follow_up:", "  type: phone", "  source: activty"], 31, "unknown source activty", None),
        (["follow_up:", "  type: phone", "  user: onwer"], 31, "company has no field onwer", "did you mean owner?"),
        (["follow_up:", "  type: phone", "  text: {de: Ruf an}"], 31, "unknown language de", "languages:"),
        (["description: {de: x}"], 29, "unknown language de", "languages:"),
        (["groups: sales"], 29, "groups", "write a list"),
        (["notify: maybe"], 29, "notify", "true or false"),
    ],
)
def test_refused(tmp_path: Path, lines: list[str], line: int, message: str, remedy: str | None) -> None:
    with pytest.raises(SaintError) as caught:
        read(tmp_path, *lines)
    assert f"texts.yaml:{line}: " in str(caught.value)
    assert message in str(caught.value)
    assert remedy is None or remedy in (caught.value.remedy or "")


@pytest.mark.parametrize(
    ("entity", "variable", "sql"),
    [
        ("company", "name", "field.name"),
        ("company", "cont", "field.owner"),
        ("company", "cpho", "field.phone"),
        ("company", "mail", "field.email"),
        ("company", "cs01", "field.cs01"),
        ("company", "cs02", None),
        ("company", "cate", None),
        ("company", "attn", None),
        ("company", "cuid", 'key.""'),
        # a company's contact is not known
        ("company", "phon", "field.phone"),
        # of what is put together, what is mapped
        ("company", "zici", "CONCAT_WS(' ', {field.postal_code}, {field.city})"),
        ("company", "cszc", "CONCAT_WS(', ', {field.city}, {field.postal_code})"),
        ("company", "addr", "field.street"),
        ("company", "cozi", "field.postal_code"),
        ("company", "czip", "field.postal_code"),
        ("company", "faxs", None),
        ("company", "cnt?", "nullif({field.country}, {users.country})"),
        ("person", "name", "field.name"),
        ("person", "attn", "field.name"),
        ("person", "apho", "field.phone"),
        ("person", "atid", 'key.""'),
        ("person", "cuid", "key.company"),
        # the company's, also where the person has a phone
        ("person", "cpho", 'field."company.phone"'),
        ("person", "phon", 'coalesce({field.phone}, {field."company.phone"})'),
        ("person", "cont", 'field."company.owner"'),
        ("person", "cs01", 'field."company.cs01"'),
        ("person", "company.cs01", 'field."company.cs01"'),
        ("person", "zici", 'CONCAT_WS(\' \', {field."company.postal_code"}, {field."company.city"})'),
        ("person", "atin", None),
        ("person", "amai", None),
        ("person", "atem", 'field."company.email"'),
        ("person", "auth", "users.name"),
        ("person", "alid", "users.key"),
        ("person", "auem", None),
        ("person", "us07", "users.us07"),
        ("person", "date", "saint.today()"),
        ("person", "activity_last", "counter.activity_last"),
        ("person", "calls", None),
        ("company", "calls", "counter.calls"),
        ("company", "period2", "60"),
        ("company", "period3", None),
        ("company", "ver#", None),
    ],
)
def test_what_a_variable_stands_for(tmp_path: Path, entity: str, variable: str, sql: str | None) -> None:
    found = meaning(read(tmp_path), entity, variable)
    part = re.compile(r"\{(.*?)\}")
    expected = None if sql is None else part.sub(r"nullif(TRIM(CAST(\1 AS TEXT)), '')", sql)
    assert (None if found is None else found.sql(dialect="saint")) == expected


NAMED_OTHERWISE = """
entities:
  klant: {table: crm.klant, key: klant_id, fields: {name: naam, category: categorie, phone: telefoon, email: mail}}
  contactpersoon:
    table: crm.contact
    key: contact_id
    parents: {klant: klant_id}
    fields: {first_name: voornaam, last_name: achternaam}
  deal:
    table: crm.verkoop
    key: verkoop_id
    parents: {klant: klant_id}
    fields: {title: titel, amount: bedrag, stage: fase}
  order: {table: crm.order, key: order_id, fields: {title: titel}}
sources:
  order: {table: crm.order, key: order_id, amount: bedrag, links: {klant: klant_id}, fields: {}}
"""


@pytest.mark.parametrize(
    ("entity", "variable", "sql"),
    [
        ("deal", "sati", "field.title"),
        ("deal", "saam", "field.amount"),
        ("deal", "sast", "field.stage"),
        ("deal", "said", 'key.""'),
        ("deal", "cpho", 'field."klant.phone"'),
        ("deal", "cuid", "key.klant"),
        ("order", "sati", "field.title"),
        ("order", "saam", None),
        ("contactpersoon", "atfn", "field.first_name"),
        ("contactpersoon", "atem", 'field."klant.email"'),
        ("klant", "cpho", "field.phone"),
        ("klant", "sati", None),
        ("klant", "atfn", None),
    ],
)
def test_codes_go_by_the_mapping_and_not_by_the_name_of_the_entity(
    tmp_path: Path, entity: str, variable: str, sql: str | None
) -> None:
    file = tmp_path / "named_otherwise.yaml"
    file.write_text(NAMED_OTHERWISE)
    found = meaning(load([file]), entity, variable)
    assert (None if found is None else found.sql(dialect="saint")) == sql


def test_every_code_of_superoffice_is_filled_or_says_why_not() -> None:
    filled = {code for codes in CODES.values() for code in codes} | set(SYSTEM)
    assert filled & set(REASONS) == set()
    for code in SUPEROFFICE.split():
        assert code in filled or code in REASONS or any(p.match(code) for p in OWN_FIELDS.values()), code


def with_statuses(folder: Path, more: str) -> Model:
    file = folder / "texts.yaml"
    file.write_text(BASE + more)
    return load([file])


def test_ranks_that_are_given_may_not_be_the_same(tmp_path: Path) -> None:
    with pytest.raises(SaintError, match="statuses quiet and loud of company have the same rank 10"):
        with_statuses(tmp_path, "  loud: {on: company, when: exists(activity), rank: 10}\n")
    with_statuses(tmp_path, "  loud: {on: company, when: exists(activity), rank: 10, deleted: true}\n")
    with_statuses(tmp_path, "  loud: {on: person, when: exists(activity), rank: 10}\n")


def test_a_copy_takes_what_it_does_not_say(tmp_path: Path) -> None:
    model = with_statuses(
        tmp_path,
        "    visual: true\n    description: <name> is quiet\n"
        "  quieter: {on: company, copy_of: quiet, name: Quieter, rank: 20}\n",
    )
    copy = model.statuses["quieter"]
    assert (copy.name, copy.rank, copy.visual) == ("Quieter", 20, True)
    assert (copy.when, copy.description) == ("not exists(activity)", "<name> is quiet")


def test_what_is_wrong_in_a_copy_is_told_where_it_was_written(tmp_path: Path) -> None:
    with pytest.raises(SaintError) as caught:
        with_statuses(tmp_path, "    description: <company.name>\n  person_quiet: {on: person, copy_of: quiet}\n")
    assert str(caught.value).count("texts.yaml:29: ") == 1
    with pytest.raises(SaintError, match="unknown status quite") as caught:
        with_statuses(tmp_path, "  quieter: {on: company, copy_of: quite}\n")
    assert caught.value.remedy == "did you mean quiet?"
    with pytest.raises(SaintError, match="a cycle: a → b → a"):
        with_statuses(tmp_path, "  a: {on: company, copy_of: b}\n  b: {on: company, copy_of: a}\n")
