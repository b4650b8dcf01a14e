"""docs/performance.md, from the answers that there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench.answers import Figure, Result
from bench.files import HERE
from bench.wrapped import wrapped


def write_page(page: Path, results: Sequence[Result]) -> None:
    """Rewrites the page; `results` holds at least one."""
    environment = Environment(
        loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    environment.filters.update(anchor=_anchor, target=_target, measured=_measured, met=_met)
    newest = max(results, key=lambda result: result.measured_at)
    text = environment.get_template("page.md.jinja").render(results=results, machine=newest.machine)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(wrapped(text), encoding="utf-8")


def _anchor(title: str) -> str:
    """How Markdown's readers name a heading."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return f"{'at most' if figure.at_most else 'at least'} {figure.target:g}"


def _measured(figure: Figure) -> str:
    if figure.measured is None:
        return "not measured"
    return f"{figure.measured:,.0f}" if figure.measured >= 100 or figure.target == 0 else f"{figure.measured:.2f}"


def _met(figure: Figure) -> str:
    return "" if figure.met is None else "yes" if figure.met else "**no**"
