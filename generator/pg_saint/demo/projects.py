"""Projects, with the activities, sales and documents that belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pg_saint.demo.companies import Company, Row
from pg_saint.demo.events import AHEAD, INTERNAL, activity, document, sale
from pg_saint.demo.states import HISTORY
from pg_saint.demo.times import at_work, workday
from pg_saint.demo.words.trade import PROJECTS

COUNT = 900
SHARES = {"planned": 0.08, "ongoing": 0.37, "completed": 0.46, "stopped": 0.09}
NEGLECTED = 0.18
"""Part of the ongoing projects on which nobody has worked for more than two weeks."""
NOTHING_PLANNED = 0.2
UNPROFITABLE = 0.13
"""Part of the finished projects that sold nothing."""


@dataclass
class Project:
    """One project's row and what belongs to it."""

    row: Row
    activities: list[Row] = field(default_factory=list)
    sales: list[Row] = field(default_factory=list)
    documents: list[tuple[Row, list[int]]] = field(default_factory=list)


def projects(random: Random, customers: Sequence[Company], today: date, scale: float) -> Iterator[Project]:
    """Projects with keys from 1, for those of the customers whose state allows it."""
    hosts = [company for company in customers if company.state.has_projects]
    weights = [company.busyness * len(company.persons) for company in hosts]
    for number in range(1, max(8, round(COUNT * scale)) + 1):
        company = random.choices(hosts, weights)[0]
        status = random.choices(tuple(SHARES), tuple(SHARES.values()))[0]
        yield _project(random, number, company, status, today)


def _project(random: Random, number: int, company: Company, status: str, today: date) -> Project:
    name, kind = random.choice(PROJECTS)
    starts_on, ends_on = _span(random, company, status, today)
    project = Project((
        number, f"P{number:05}", f"{name}, {company.row[10]}", kind, company.id, company.owner, status,
        starts_on, ends_on, at_work(random, starts_on - timedelta(days=14)), False,
    ))  # fmt: skip
    neglected = random.random() < NEGLECTED
    last = min(ends_on, today - timedelta(days=random.randint(18, 60) if neglected else random.randint(0, 6)))
    day = starts_on
    while status != "planned" and day <= last:
        project.activities.append(activity(random, company, workday(day, last), today, INTERNAL, number))
        day += timedelta(days=random.randint(3, 9))
    if status == "planned" or (status == "ongoing" and random.random() >= NOTHING_PLANNED):
        for _ in range(random.randint(1, 3)):
            moment = workday(max(today, starts_on) + timedelta(days=random.randint(1, AHEAD)), date.max)
            project.activities.append(activity(random, company, moment, today, INTERNAL, number))
    if status in ("completed", "stopped"):
        sold = 0 if random.random() < UNPROFITABLE else random.randint(1, 4)
        lost = random.randint(0, 1)
        for outcome in ["sold"] * sold + ["lost"] * lost:
            moment = starts_on + timedelta(days=int(random.random() * (ends_on - starts_on).days))
            project.sales.append(sale(random, company, moment, outcome, project=number))
    for _ in range(random.randint(0, 3)):
        moment = workday(starts_on, today)
        project.documents.append(document(random, company, min(moment, today), ("project", number)))
    return project


def _span(random: Random, company: Company, status: str, today: date) -> tuple[date, date]:
    """First and last day; only ongoing and planned projects end in the future."""
    if status == "planned":
        starts_on = today + timedelta(days=random.randint(7, 60))
        return starts_on, starts_on + timedelta(days=random.randint(40, 200))
    if status == "ongoing":
        starts_on = today - timedelta(days=random.randint(62, 200))
        return starts_on, today + timedelta(days=random.randint(20, 150))
    age = min((today - company.since).days, HISTORY)
    ends_on = today - timedelta(days=random.randint(5, max(6, age - 60)))
    return ends_on - timedelta(days=random.randint(30, 180)), ends_on
