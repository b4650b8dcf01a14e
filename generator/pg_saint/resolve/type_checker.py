"""The type checker: PostgreSQL is asked for the types of expressions, all of a stage at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from pg_saint.catalog.types import Request, Scope, check_types
from pg_saint.criteria.parse import show
from pg_saint.definitions.model import ClassList
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.harmless import Judgement, to_be_judged
from pg_saint.ir.nodes import Expr, Location
from pg_saint.ir.temporal import time_atoms


@dataclass
class TypeQuery:
    """An expression and what PostgreSQL says of it: `type`, filled by TypeChecker.run(), `most` for a number whose size
    is known. `judgement`: what is left at the expression. `reported_elsewhere`: a mistake in it is one in another
    expression, which says it better."""

    request: Request
    type: str = ""
    most: int | None = None
    judgement: Judgement = field(default_factory=Judgement)
    reported_elsewhere: bool = False

    @property
    def expr(self) -> Expr:
        return self.request.expr

    @property
    def location(self) -> Location:
        return self.request.location


@dataclass
class TypeChecker:
    """Collects what to ask, and what is wrong, so that all mistakes are told at once."""

    connection: psycopg.Connection[Any]
    timezone: str
    lists: Mapping[str, ClassList]
    errors: list[SaintError] = field(default_factory=list)
    _queries: list[TypeQuery] = field(default_factory=list)
    _times: list[TypeQuery] = field(default_factory=list)

    def ask(
        self,
        expr: Expr,
        scope: Scope,
        text: str | None,
        location: Location,
        expected: str | None = None,
        of: Expr | None = None,
    ) -> TypeQuery:
        """`text`: as Request has it. `of`: what `expr` is a copy of; the verdict on whether it can fail is left
        there."""
        request = Request(expr, scope, text, location, expected)
        query = TypeQuery(request, judgement=to_be_judged(expr if of is None else of))
        self._queries.append(query)
        return query

    def ask_times(self, expr: Expr | None, scope: Scope, location: Location) -> None:
        """What `expr` compares with today must be a date."""
        for atom in time_atoms(expr):
            query = self.ask(atom.value, scope, None, location)
            self._times.append(query)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        try:
            yield
        except SaintErrors as several:
            self.errors += several.errors
        except SaintError as error:
            self.errors.append(error)

    def run(self, aggregates: bool = False) -> None:
        """Fills the types in; raises SaintErrors if anything collected so far is wrong."""
        answers = check_types(self.connection, [each.request for each in self._queries], self.timezone, aggregates)
        for query, answer in zip(self._queries, answers, strict=True):
            query.type, query.most = answer.type, answer.most
            query.judgement.decide(answer.harmless)
            if answer.error is not None and not query.reported_elsewhere:
                self.errors.append(answer.error)
        self.errors += [_no_date(each, self.timezone) for each in self._times if each.type not in ("", "date")]
        self._queries, self._times = [], []
        self.stop_if_wrong()

    def stop_if_wrong(self) -> None:
        if self.errors:
            # An expression that is wrong in a condition is often asked about as a part of it as well.
            unique = {(error.message, error.location): error for error in self.errors}
            raise SaintErrors(list(unique.values()))


def _no_date(query: TypeQuery, timezone: str) -> SaintError:
    text = show(query.expr)
    remedy = f"write {text}::date, or map a date"
    if query.type.endswith("with time zone"):
        remedy = f"write ({text} at time zone '{timezone}')::date, or map it so"
    return SaintError(f"only a date can be compared with today, and {text} is {query.type}", query.location, remedy)
