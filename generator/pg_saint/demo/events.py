"""What happened between us and one company: activities, sales, documents, requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from pg_saint.demo.companies import Company, Row
from pg_saint.demo.times import at_work, workday
from pg_saint.demo.words.trade import DOCUMENT_TEMPLATES, FOLLOW_UP_TYPES, PRODUCTS, REQUESTS, SUBJECTS

AHEAD = 45
"""Days for which the diary is planned."""
SERVICE_USERS = (10, 11, 12)
MARKETING_USERS = (8, 9)
RECENT = 42
LARGEST_ORDER = 400_000
"""Kroner."""


def _weighted(accept: Callable[[str, str], bool], weights: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    numbers = tuple(
        number for number, (_, _, direction, intention) in enumerate(FOLLOW_UP_TYPES, 1) if accept(direction, intention)
    )
    return numbers, tuple(accumulate(weights))


OUTGOING = _weighted(lambda direction, intention: direction == "outgoing" and intention != "Marketing", (9, 8, 3, 2))
MARKETING = _weighted(lambda direction, intention: direction == "outgoing" and intention == "Marketing", (6, 2, 2))
INCOMING = _weighted(lambda direction, _: direction == "incoming", (8, 8, 2, 4))
INTERNAL = _weighted(lambda direction, _: direction == "internal", (3, 4))


def activities(random: Random, company: Company, today: date) -> Iterator[Row]:
    """Activities without their key, done up to yesterday, planned from today on."""
    state = company.state
    if state.outgoing is None:
        return
    last_out = _last_day(random, today, state.outgoing_stopped)
    last_in = _last_day(random, today, state.incoming_stopped)
    least, most = (gap / company.busyness for gap in state.outgoing)
    day = float(company.since.toordinal()) + 1
    while day <= last_out.toordinal():
        moment = date.fromordinal(int(day))
        latest = min(today, last_out)
        marketing = random.random() < state.marketing
        yield activity(random, company, workday(moment, latest), today, MARKETING if marketing else OUTGOING)
        if state.outgoing_stopped is None or moment <= last_in:
            yield from _answers(random, company, moment, min(today, last_in), today)
        day += random.uniform(least, most)
    if state.outgoing_stopped and state.incoming_stopped is None:
        # They still call; nobody calls back.
        for _ in range(random.randint(1, 4)):
            moment = today - timedelta(days=random.randint(0, 30))
            yield activity(random, company, workday(moment, today), today, INCOMING)
    for _ in range(random.randint(*state.late_calls)):
        moment = today - timedelta(days=random.randint(14, 28))
        yield activity(random, company, workday(moment, today), today, OUTGOING)
    if not state.outgoing_stopped and random.random() < min(0.9, 0.3 * company.busyness):
        moment = today + timedelta(days=random.randint(1, AHEAD))
        yield activity(random, company, workday(moment, date.max), today, OUTGOING)


def _answers(random: Random, company: Company, since: date, latest: date, today: date) -> Iterator[Row]:
    expected = company.state.answers
    while random.random() < expected:
        expected -= 1
        moment = workday(since + timedelta(days=int(random.random() * 5)), latest)
        if since <= moment <= latest:
            yield activity(random, company, moment, today, INCOMING)


def activity(
    random: Random,
    company: Company,
    day: date,
    today: date,
    kinds: tuple[tuple[int, ...], tuple[int, ...]],
    project: int | None = None,
) -> Row:
    """One activity of one of the kinds, by whoever does that kind of work."""
    numbers, weights = kinds
    number = random.choices(numbers, cum_weights=weights)[0]
    name, kind, direction, intention = FOLLOW_UP_TYPES[number - 1]
    starts_at = at_work(random, day)
    # A task that was forgotten stays open now and then.
    done = day < today and random.random() < 0.985
    return (
        company.id,
        _someone(random, company),
        project,
        _colleague(random, company, intention),
        number,
        kind,
        direction,
        intention,
        random.choice(SUBJECTS[name]),
        starts_at,
        starts_at + timedelta(minutes=30) if done else None,
        starts_at if day < today else datetime.combine(today, time(6), starts_at.tzinfo),
        random.random() < 0.005,
    )


def sales(random: Random, company: Company, today: date) -> Iterator[Row]:
    """Sales without their key: won and lost ones in the past, open ones mostly expected later."""
    state = company.state
    if state.sale_gap is None:
        return
    gap = state.sale_gap / company.busyness if state.sale_gap > 30 else state.sale_gap
    last = _last_day(random, today, state.sales_stopped)
    won = 0.72 if state.category == "Customer" else 0.35
    day = company.since + timedelta(days=random.randint(1, max(1, int(gap))))
    while day <= last:
        status = "sold" if random.random() < won else "lost"
        yield sale(random, company, workday(day, last), status)
        day += timedelta(days=max(1, int(random.uniform(0.5, 1.5) * gap)))
    if random.random() < 0.35:
        day = today + timedelta(days=random.randint(-15, 60))
        yield sale(random, company, day, "open", min(today, day) - timedelta(days=random.randint(3, 20)))


def sale(
    random: Random, company: Company, day: date, status: str, registered: date | None = None, project: int | None = None
) -> Row:
    """One sale; an open one is a suspect or a quote."""
    product, price = random.choice(PRODUCTS)
    pieces = min(int(random.paretovariate(1.1) * company.busyness), max(2, LARGEST_ORDER // price))
    discount = random.choice((1, 1, 0.95, 0.9))
    stage = {"sold": "order", "lost": "lapsed"}.get(status) or random.choice(("suspect", "quote"))
    created = registered or day - timedelta(days=int(random.expovariate(1 / 14)))
    return (
        company.id,
        _someone(random, company),
        project,
        company.owner,
        f"{pieces} {product}",
        stage,
        status,
        round(pieces * price * discount / float(company.country.rate), 2),
        company.country.currency,
        company.country.rate,
        day,
        at_work(random, max(created, company.since)),
        random.random() < 0.003,
    )


def documents(random: Random, company: Company, today: date) -> Iterator[tuple[Row, list[int]]]:
    """Documents without their key, each with the persons who got it."""
    if company.state.outgoing is None:
        return
    last = _last_day(random, today, company.state.outgoing_stopped)
    gap = 95 / min(3.0, company.busyness * (4 if company.state.name == "key account" else 1))
    day = company.since + timedelta(days=int(random.random() * gap))
    while day <= last:
        yield document(random, company, workday(day, last), None)
        day += timedelta(days=1 + int(random.expovariate(1 / gap)))


def document(random: Random, company: Company, day: date, attached: tuple[str, int] | None) -> tuple[Row, list[int]]:
    """One document and its recipients; `attached` names the project or the sale that it belongs to."""
    number = random.randint(1, len(DOCUMENT_TEMPLATES))
    name, kind, direction, intention = DOCUMENT_TEMPLATES[number - 1]
    if company.state.incoming_stopped and direction == "incoming":
        number, (name, kind, direction, intention) = 1, DOCUMENT_TEMPLATES[0]
    recipients = random.sample(company.persons, min(len(company.persons), random.choice((1, 1, 1, 2, 3))))
    row = (
        company.id,
        company.owner,
        number,
        *(attached or (None, None)),
        kind,
        direction,
        intention,
        name,
        at_work(random, day).replace(tzinfo=None),
        random.random() < 0.97,
        random.random() < 0.005,
    )
    return row, recipients


def requests(random: Random, company: Company, today: date) -> Iterator[Row]:
    """Requests without their key; most of the old ones are closed."""
    yearly = company.state.requests * company.busyness
    if yearly > 0:
        day = company.since + timedelta(days=int(random.expovariate(yearly / 365)))
        while day <= today:
            yield _request(random, company, workday(day, today), today)
            day += timedelta(days=1 + int(random.expovariate(yearly / 365)))
    for _ in range(random.randint(*company.state.recent_requests)):
        day = today - timedelta(days=random.randint(0, RECENT - 3))
        yield _request(random, company, workday(day, today), today)


def _request(random: Random, company: Company, day: date, today: date) -> Row:
    category = random.choice(tuple(REQUESTS))
    answer_days, titles = REQUESTS[category]
    opened_at = at_work(random, day)
    closed_at = opened_at + timedelta(hours=1 + random.expovariate(1 / (12 * answer_days)))
    return (
        company.id,
        _someone(random, company),
        random.choice(SERVICE_USERS),
        category,
        random.choice(titles),
        opened_at,
        closed_at if closed_at.date() < today and random.random() < 0.985 else None,
        False,
    )


def _last_day(random: Random, today: date, stopped: tuple[int, int] | None) -> date:
    return today - timedelta(days=random.randint(*stopped)) if stopped else today


def _someone(random: Random, company: Company) -> int | None:
    """Mostly the first person; now and then nobody in particular."""
    if random.random() < 0.06:
        return None
    return company.persons[int(len(company.persons) * random.random() ** 2)]


def _colleague(random: Random, company: Company, intention: str) -> int:
    if intention == "Marketing":
        return random.choice(MARKETING_USERS)
    if intention == "Service":
        return random.choice(SERVICE_USERS)
    return company.owner if random.random() < 0.85 else random.randint(1, 7)
