"""Classes and periods change: by the CRM's own lists, or by an apply. Nobody has to rebuild anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crm import AppliedCrm
from tests.support import value

HERE = Path(__file__).parent
DEFINITIONS = """
periods: [30, 90]
lists:
  amount_class:
    - {name: Small, to: 1000}
    - {name: Large, from: 1000}
  intention:
    Sales: [quote, contract]
    Service: [report]
entities:
  company: {table: crm.company, key: company_id}
  person: {table: crm.person, key: person_id, periods: [7, 14, 21]}
sources:
  activity:
    table: crm.activity
    key: activity_id
    date: on_date
    joins: {kind: {table: crm.follow_up_type, on: kind.type_id = activity.type_id}}
    links: {company: company_id, person: person_id}
    fields: {intention: kind.intention}
    standard_counters: true
  sale: {table: crm.sale, key: sale_id, amount: amount, links: {company: company_id}, fields: {}}
  document:
    table: crm.document
    key: document_id
    links: {company: company_id}
    fields: {intention: "class(intention, template)"}
counters:
  selling: {on: company, value: count(activity) filter (where intention = 'Sales')}
  large: {on: company, value: "count(sale) filter (where class(amount_class, amount) = 'Large')"}
  offers: {on: company, value: count(document) filter (where intention = 'Sales')}
statuses:
  big_buyer: {on: company, when: "class(amount_class, sum(sale.amount)) = 'Large'"}
"""


class Crm(AppliedCrm):
    """The small CRM with the definitions applied, on 1 June 2026."""

    definitions = DEFINITIONS

    def counter(self, name: str) -> object:
        return value(self.connection, f"select {name} from saint.company_counter where id = 1")

    def periods(self, entity: str) -> list[object]:
        columns = ", ".join(f"period{n}" for n in range(1, 9))
        query = (
            f"select array[{columns}] from saint.countervalue where entity = %s and id = '1' and counter = 'activity'"
        )
        found: list[object] = value(self.connection, query, entity)
        return found


@pytest.fixture
def crm(database: str, tmp_path: Path) -> Iterator[Crm]:
    made = Crm(database, tmp_path)
    made.execute((HERE / "crm.sql").read_bytes())
    made.execute("select saint.set_today('2026-06-01')")
    made.apply()
    yield made
    made.connection.close()


def test_other_ranges(crm: Crm) -> None:
    crm.execute("insert into crm.sale (sale_id, company_id, amount) values (1, 1, 600), (2, 1, 300)")
    statuses = "select count(*) from saint.company_status where status = 'big_buyer'"
    assert (crm.counter("large"), value(crm.connection, statuses)) == (0, 0)
    crm.apply(("to: 1000", "to: 500"), ("from: 1000", "from: 500"))
    crm.exact()
    assert (crm.counter("large"), value(crm.connection, statuses)) == (1, 1)


def test_another_intention_of_a_follow_up_type_in_the_crm(crm: Crm) -> None:
    crm.execute("insert into crm.activity (activity_id, company_id, type_id, on_date) values (1, 1, 2, '2026-06-01')")
    assert crm.counter("selling") == 0
    crm.execute("update crm.follow_up_type set intention = 'Sales' where type_id = 2")
    assert crm.counter("selling") == 1
    crm.exact()


def test_another_intention_of_a_document_template_in_our_list(crm: Crm) -> None:
    crm.execute("insert into crm.document (document_id, company_id, template) values (1, 1, 'report')")
    assert crm.counter("offers") == 0
    crm.apply(("    Sales: [quote, contract]\n    Service: [report]\n", "    Sales: [quote, contract, report]\n"))
    crm.exact()
    assert crm.counter("offers") == 1


def test_periods_of_an_entity_and_one_to_eight_of_them(crm: Crm) -> None:
    crm.execute(
        "insert into crm.activity (activity_id, company_id, person_id, type_id, on_date)"
        " values (1, 1, 1, 1, '2026-05-15')"
    )
    assert crm.periods("company") == [1, 1, *[None] * 6]
    assert crm.periods("person") == [0, 0, 1, *[None] * 5]
    crm.execute("create view public.of_a_user as select * from saint.countervalue")
    crm.apply(("periods: [30, 90]", "periods: [1, 2, 7, 17, 18, 30, 60, 90]"))
    crm.exact()
    assert crm.periods("company") == [0, 0, 0, 0, 1, 1, 1, 1]
    mine = "select period8 from public.of_a_user where entity = 'company' and id = '1' and counter = 'activity'"
    assert value(crm.connection, mine) == 1
    crm.execute("drop view public.of_a_user")
    crm.apply(("periods: [30, 90]", "periods: [18]"))
    crm.exact()
    assert crm.periods("company") == [1, *[None] * 7]
