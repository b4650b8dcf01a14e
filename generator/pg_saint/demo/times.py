"""Days and hours at which people work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

SATURDAY = 5


def workday(day: date, latest: date) -> date:
    """The day itself, or the Monday after where it is in a weekend; the Friday before if that is past `latest`."""
    weekday = day.weekday()
    if weekday < SATURDAY:
        return day
    monday = day + timedelta(days=7 - weekday)
    return monday if monday <= latest else day - timedelta(days=weekday - SATURDAY + 1)


def at_work(random: Random, day: date) -> datetime:
    """Some minute of that day between 7:00 and 14:59 UTC: office hours in Oslo, whatever the season."""
    minutes = int(random.random() * 8 * 60)
    return datetime.combine(day, time(7 + minutes // 60, minutes % 60), UTC)
