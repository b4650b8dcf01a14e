"""Attention computed by hand: plain Python over the CRM's rows, and the changes of state that the test itself made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.attention.conftest import Crm

ZONE = ZoneInfo("Europe/Amsterdam")
KINDS = ("history", "correspondence", "sales", "helpdesk")
AREAS = ("little", "little", "little", "average", "much", "much")


class Moment(NamedTuple):
    """As saint.contact_moment shows it."""

    entity: str
    id: str
    kind: str
    source: str
    source_key: str
    occurred_at: datetime
    user: str | None
    title: str | None
    counted: bool
    planned: bool

    @property
    def day(self) -> date:
        return self.occurred_at.astimezone(ZONE).date()


class Change(NamedTuple):
    """A change of state that the test made."""

    sale_id: int
    at: datetime
    user: int | None
    was: str
    became: str


def companies(crm: Crm) -> dict[int, dict[str, Any]]:
    rows = crm.execute("select company_id, category, owner_id from crm.company where not deleted").fetchall()
    return {id: {"category": category, "owner": owner} for id, category, owner in rows}


def moments(crm: Crm, changes: list[Change]) -> list[Moment]:
    known = companies(crm)
    found: list[Moment] = []
    [(today,)] = crm.rows("select saint.today()")

    def add(id: int | None, kind: str, source: str, key: object, at: datetime | None, user: int | None,
            title: str | None, counted: bool = True) -> None:  # fmt: skip
        if id in known and at is not None:
            who = None if user is None else str(user)
            planned = at.astimezone(ZONE).date() > today
            shown = counted and not planned
            found.append(Moment("company", str(id), kind, source, str(key), at, who, title, shown, planned))

    query = "select company_id, activity_id, starts_at, user_id, subject from crm.activity where not deleted"
    for id, key, at, user, title in crm.rows(query):
        add(id, "history", "activity", key, at, user, title)
    query = "select company_id, letter_id, written_at at time zone 'UTC', user_id, subject from crm.letter"
    for id, key, at, user, title in crm.rows(query):
        add(id, "correspondence", "letter", key, at, user, title)
    query = "select company_id, sale_id, created_at, user_id, title from crm.sale where not deleted"
    for id, key, at, user, title in crm.rows(query):
        add(id, "sales", "sale", key, at, user, title)
        for change in (each for each in changes if each.sale_id == key):
            said = ": ".join(filter(None, [title, f"{change.was} → {change.became}"]))
            add(id, "sales", "sale", key, change.at, change.user, said)
    for id, key, day, user in crm.rows("select company_id, number, sent_on, user_id from crm.invoice"):
        midnight = None if day is None else datetime.combine(day, time(), ZONE)
        add(id, "invoice", "invoice", key, midnight, user, key, counted=False)
    query = "select distinct l.company_id, c.* from crm.call c join crm.call_company l using (call_id)"
    for id, key, user, at, title in crm.rows(query):
        add(id, "helpdesk", "call", key, at, user, title)
    return sorted(found, key=order)


def order(moment: Moment) -> tuple[Any, ...]:
    return tuple("" if each is None else str(each) for each in moment)


@dataclass
class Asked:
    """What a monitor of crm.yaml asks."""

    first: date
    last: date
    users: set[str] | None = None
    category: str | None = None
    method: str = "proportional"
    revenue: str | None = None


def grid(crm: Crm, changes: list[Change], asked: Asked, today: date) -> dict[int, tuple[Any, ...]]:
    """By id: total, days, band, then the number and the days of each kind."""
    theirs = [m for m in moments(crm, changes) if m.counted and (asked.users is None or m.user in asked.users)]
    found: dict[int, tuple[int, tuple[Any, ...]]] = {}
    for id, company in companies(crm).items():
        if asked.category in (None, company["category"]):
            own = [m for m in theirs if m.id == str(id) and m.day <= today]

            def told(of: list[Moment]) -> tuple[int, int | None]:
                number = sum(asked.first <= m.day <= asked.last for m in of)
                return number, min(((today - m.day).days for m in of), default=None)

            total, days = told(own)
            found[id] = total, (days, *(x for kind in KINDS for x in told([m for m in own if m.kind == kind])))
    totals = [total for total, _ in found.values()]
    return {
        id: (total, rest[0], band(total, totals, asked.method), *rest[1:]) for id, (total, rest) in found.items()
    }  # fmt: skip


def days_since_one_was_added(crm: Crm, asked: Asked, today: date) -> dict[int, int | None]:
    """The days of the sales view: of sales that were added, and not of their changes."""
    theirs = [m for m in moments(crm, []) if m.kind == "sales" and m.counted]
    theirs = [m for m in theirs if asked.users is None or m.user in asked.users]
    days = {id: [(today - m.day).days for m in theirs if m.id == str(id) and m.day <= today] for id in companies(crm)}
    return {id: min(found, default=None) for id, found in days.items()}


def band(total: int, totals: list[int], method: str) -> int:
    if total == 0:
        return 0
    if method == "proportional":
        return ceil(Fraction(5 * total, max(totals)))
    attended = [each for each in totals if each > 0]
    below, same = sum(each < total for each in attended), attended.count(total)
    # the group in which the middle one of the equals belongs
    return int(5 * (below + Fraction(same, 2)) / len(attended)) + 1


def revenue(crm: Crm, asked: Asked, today: date) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    queries = {
        "orders": "select company_id, sale_date, user_id, amount from crm.sale where not deleted and stage = 'order'",
        "invoices": "select company_id, sent_on, user_id, amount from crm.invoice",
    }
    for bought, query in queries.items():
        if asked.revenue in (bought, "both"):
            for id, day, user, amount in crm.rows(query):
                if day is None or amount is None or not asked.first <= day <= min(asked.last, today):
                    continue
                if asked.users is None or str(user) in asked.users:
                    found[id] += amount
    return found


def sales_band(n: int, r: Decimal, moments_: int, revenue_: Decimal) -> int | None:
    if moments_ == 0 or revenue_ <= 0 or (n == 0 and r == 0):
        return None
    if n == 0:
        return 0 if r > 0 else 3
    if r <= 0:
        return 5
    q = Fraction(r) / n / (Fraction(revenue_) / moments_)
    limits = [q > 4, q > 2, q > 1, q >= Fraction(1, 2), q >= Fraction(1, 4), True]
    return limits.index(True)
