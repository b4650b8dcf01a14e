"""How things are written: templates, numbers, days, links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from jinja2.runtime import Context

from pg_saint.ir.attention import BAND_COLORS
from pg_saint.web.catalogue import LANGUAGES, MARKS, NAMES, words

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
DIALLED = re.compile(r"[^0-9+*#,;]")


def render(template: str, language: str, **values: Any) -> str:
    return (
        _environment()
        .get_template(template)
        .render(t=words(language), language=language, languages=[(each, NAMES[each]) for each in LANGUAGES], **values)
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pg_saint.web"),
        # Names come from the CRM: whatever is in them is text.
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": number, "day": day, "moment": moment, "tel": tel, "mailto": mailto, "part": part, "color": color,
        "shown": shown, "title": title, "day_from": day_from,
    }  # fmt: skip
    environment.globals |= {
        "static": static,
        "with_query": with_query,
        "in_crm": in_crm,
        "band_colors": list(BAND_COLORS.values()),
    }
    return environment


@jinja2.pass_context
def number(context: Context, value: int | float | Decimal, decimals: int = 0) -> str:
    thousands, point = MARKS[context["language"]]
    return f"{value:,.{decimals}f}".translate({ord(","): thousands, ord("."): point})


@jinja2.pass_context
def shown(context: Context, value: Any) -> str:
    """Any value of a counter or a field."""
    match value:
        case None:
            return ""
        case bool():
            return str(words(context["language"])["yes" if value else "no"])
        case int():
            return number(context, value)
        case float() | Decimal():
            # Of large numbers nobody reads the cents.
            return number(context, value, 0 if value == int(value) or not -1000 < value < 1000 else 2)
        case datetime():
            return moment(value)
        case date():
            return day(value)
    return str(value)


def day(value: date | str | None) -> str:
    """A text is what Python has no date for."""
    if value is None:
        return ""
    return value.split()[0] if isinstance(value, str) else value.isoformat()[:10]


def moment(value: datetime | str | None) -> str:
    if value is None:
        return ""
    return value[:16] if isinstance(value, str) else value.strftime("%Y-%m-%d %H:%M")


def day_from(value: str) -> str:
    """Of a point in time as JSON has it."""
    return value[:10]


def tel(value: str) -> str:
    return "tel:" + DIALLED.sub("", value)


def mailto(value: str) -> str:
    return "mailto:" + quote(value.strip(), safe="@+.-_")


def part(value: object) -> str:
    """A part of an address."""
    return quote(str(value), safe="")


def color(value: object) -> str | None:
    """#rrggbb, or none."""
    return value if isinstance(value, str) and HEX.match(value) else None


def in_crm(links: Mapping[str, str], name: str, key: object) -> str | None:
    """Where the CRM shows the record or the row; None: nobody has said it."""
    address = links.get(name)
    return address.replace("{key}", quote(str(key), safe="")) if address is not None else None


def title(name: str) -> str:
    """A name of the definition as words."""
    return name.replace("_", " ").capitalize()


def with_query(path: str, given: Mapping[str, Any], **changed: Any) -> str:
    """The address with other parameters; None and nothing are left out."""
    kept = {name: value for name, value in {**given, **changed}.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path


@cache
def static(name: str) -> str:
    """The address of a file of ours: with what is in it, so that a browser can keep it for ever."""
    content = files("pg_saint.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?{sha256(content).hexdigest()[:12]}"
