"""Companies and the persons who work there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pg_saint.demo.states import STATES, State
from pg_saint.demo.times import at_work
from pg_saint.demo.words import COUNTRIES, Country
from pg_saint.demo.words.trade import CATEGORIES

Row = tuple[object, ...]
COLORS = ("#4c78a8", "#72b7b2", "#54a24b", "#eeca3b", "#b279a2", "#9d755d")
SALES_USERS = (2, 3, 4, 5, 6, 7)
ATTEMPTS = 12


@dataclass(frozen=True)
class Company:
    """What the events of a company depend on; `since` is the day on which it came into the CRM."""

    id: int
    state: State
    country: Country
    owner: int
    since: date
    persons: tuple[int, ...]
    busyness: float
    row: Row


def companies(random: Random, today: date, scale: float) -> Iterator[tuple[Company, list[Row]]]:
    """Each company with the rows of its persons, in the order in which they came in."""
    states = [state for state in STATES for _ in range(max(1, round(state.companies * scale)))]
    ages = [(random.randint(*state.since), index) for index, state in enumerate(states)]
    ages.sort(reverse=True)
    names: set[str] = set()
    next_person = 1
    for number, (age, index) in enumerate(ages, start=1):
        state = states[index]
        country = random.choices(COUNTRIES, [country.share for country in COUNTRIES])[0]
        since = today - timedelta(days=age)
        # A few companies are far busier than the rest.
        busyness = min(3.0, random.paretovariate(3.5))
        count = min(state.persons[1], state.persons[0] + int(random.paretovariate(0.9)) - 1)
        domain, row = _company_row(random, number, state, country, since, names)
        persons = tuple(range(next_person, next_person + count))
        next_person += count
        rows = [_person_row(random, person, number, country, since, domain, today) for person in persons]
        yield Company(number, state, country, row_owner(row), since, persons, busyness, row), rows


def row_owner(row: Row) -> int:
    """The user who is responsible; Bridgecom's director looks after those without one."""
    owner = row[5]
    return owner if isinstance(owner, int) else 1


def _company_row(
    random: Random, number: int, state: State, country: Country, since: date, names: set[str]
) -> tuple[str, Row]:
    city = random.choice(country.cities)
    trade, business = random.choice(country.trades)
    form = random.choice(country.legal_forms)
    for _ in range(ATTEMPTS):
        stem = random.choice((random.choice(country.stems), random.choice(country.last_names), city.name))
        name = f"{stem[0].upper()}{stem[1:]} {trade}"
        if name not in names:
            break
    while name in names:
        name = f"{random.choice(country.last_names)} & {random.choice(country.last_names)} {trade}"
    names.add(name)
    domain = f"{slug(name)}.example"
    owner = None if state.name == "prospect never contacted" and random.random() < 0.3 else random.choice(SALES_USERS)
    return domain, (
        number,
        f"{country.code}{10_000 + number}",
        f"{name} {form}",
        CATEGORIES.index(state.category) + 1,
        business,
        owner,
        digits(random, country.phone),
        f"post@{domain}",
        f"{random.choice(country.streets)} {random.randint(1, 120)}",
        _postal_code(random, country, city.postal_code),
        city.name,
        country.code,
        round(city.latitude + random.gauss(0, 0.03), 5),
        round(city.longitude + random.gauss(0, 0.05), 5),
        random.choice(COLORS) if random.random() < 0.6 else None,
        at_work(random, since),
        state.category != "Customer" and random.random() < 0.02,
    )


def _person_row(
    random: Random, person: int, company: int, country: Country, since: date, domain: str, today: date
) -> Row:
    first, last = random.choice(country.first_names), random.choice(country.last_names)
    created = min(today, since + timedelta(days=int(random.expovariate(1 / 120))))
    return (
        person,
        company,
        first,
        last,
        random.choice(country.positions),
        f"{slug(first)}.{slug(last)}@{domain}",
        digits(random, country.mobile),
        country.language,
        at_work(random, created),
        random.random() < 0.01,
    )


def _postal_code(random: Random, country: Country, start: str) -> str:
    if country.code == "GB":
        return f"{start}{random.randint(1, 9)}{random.choice('ABDEFGHJLN')}{random.choice('PQRSTUWXYZ')}"
    letters = f" {random.choice('ABCDEGHJKL')}{random.choice('ABCDEGHJKL')}" if country.code == "NL" else ""
    return f"{start}{random.randint(1, 99):02}{letters}"


def digits(random: Random, pattern: str) -> str:
    """The pattern with each ``#`` replaced by a digit."""
    return "".join(str(int(random.random() * 10)) if sign == "#" else sign for sign in pattern)


def slug(text: str) -> str:
    """The text as it appears in an address: small letters, no accents, no spaces."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ø", "o").replace("æ", "ae"))
    return re.sub(r"[^a-z0-9]", "", plain)
