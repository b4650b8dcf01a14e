"""What criteria ask of a parent: ``company.status('x')``, ``company.selection('x')``, ``company.COUNTER = 0``.

Each is a question to the parent's record, and a column of the child's row holds the answer. The comparison next around
a counter is the question, so that what it answers changes seldom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from sqlglot import exp

from pg_saint.criteria.parse import column_path, show
from pg_saint.criteria.windows import is_window
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.brackets import bare, bracketed, in_brackets
from pg_saint.ir.names import column, unique_name
from pg_saint.ir.nodes import Criterion, Expr, Location, Question

# How a column that stands for an answer is told from a name that the user wrote.
ANSWER = "answer"
COMPARE = "compare it in the criterion: company.activity_count = 0"


@dataclass(frozen=True)
class Answering:
    """What may be asked of the records of one entity: its counters, its statuses by `read`, which makes an expression
    record level, and its selections with their criteria (None: a static one)."""

    counters: frozenset[str]
    read: Callable[[Expr, str, Location], Expr]
    selections: Mapping[str, tuple[Criterion, ...] | None]


@dataclass(frozen=True)
class Asked:
    """A question that is asked of the parent at `path` (``company``, ``project.company``), as the user wrote it, and
    the column with the answer."""

    path: str
    said: str
    column: str
    question: Question


@dataclass
class Across:
    """The questions of one entity, each once. `taken` are the names that their columns cannot have; `answering` gives
    what may be asked of an entity."""

    model: Model
    entity: str
    taken: set[str]
    answering: Callable[[str], Answering]
    _asked: dict[tuple[str, str], Asked] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Asked, ...]:
        return tuple(self._asked.values())

    def parts(self, expr: Expr) -> tuple[tuple[str, Expr], ...]:
        """The questions that a record-level expression looks at, in the user's words, and their columns."""
        named = {node.name for node in expr.find_all(exp.Column)}
        return tuple((each.said, column(each.column)) for each in self.all if each.column in named)

    def replace(self, expr: Expr, location: Location) -> Expr:
        """`expr` with a column in the place of each question. Raises SaintError."""
        root = bracketed(expr)
        for node in list(root.find_all(exp.Anonymous)):
            *path, word = node.name.lower().split(".")
            if path and word in ("status", "selection") and self._is_parent(path, node, location):
                self._outside_of_filters(node, location)
                self._put(node, ".".join(path), exp.Anonymous(this=word, expressions=node.expressions), location)
        while (counter := self._counter(root)) is not None:
            self._outside_of_filters(counter, location)
            path = list(column_path(counter)[:-1])
            around = _comparison(counter)
            if around is None:
                raise SaintError(f"{show(counter)} is a value of the {path[-1]}", location.of(counter), COMPARE)
            self._put(around, ".".join(path), self._of_parent(around, path, location), location)
        return bare(root)

    def _put(self, node: Expr, path: str, asked: Expr, location: Location) -> None:
        answer = column(self._ask(path, asked, location.of(node)).column)
        answer.meta[ANSWER] = True
        node.replace(answer)

    def _ask(self, path: str, asked: Expr, location: Location) -> Asked:
        text = show(asked)
        if (path, text) not in self._asked:
            entity = path.rpartition(".")[2]
            answering = self.answering(entity)
            said = f"{path}.{text}"
            expr = answering.read(asked.copy(), said, location)
            expr = _written_out(expr, answering, location)
            named = isinstance(asked, exp.Anonymous)
            status = str(asked.expressions[0].name) if named and asked.name == "status" else None
            question = Question(
                entity, text, expr, location, False if named else None, status, _parts(asked, answering, location)
            )
            first = next(asked.find_all(exp.Literal if named else exp.Column))
            wanted = f"{path}_{asked.name}_{first.name}" if named else f"{path}_{first.name}"
            name = unique_name(wanted.replace(".", "_"), self.taken)
            self.taken.add(name)
            self._asked[path, text] = Asked(path, said, name, question)
        return self._asked[path, text]

    def _is_parent(self, path: list[str], node: Expr, location: Location) -> bool:
        if path[0] not in self.model.entities:
            near = get_close_matches(path[0], list(self.model.entities), n=1)
            if near:
                raise SaintError(
                    f"the {node.name.rpartition('.')[2]} of {path[0]}, which is no entity: {show(node)}",
                    location.of(node),
                    f"did you mean {near[0]}?",
                )
            return False
        entity = self.entity
        for each in path:
            parents = list(self.model.entities[entity].parents)
            if each not in parents:
                raise SaintError(
                    f"{each} is not a parent of {entity}: {show(node)}",
                    location.of(node),
                    f"add {each} under parents: of {entity}"
                    if each in self.model.entities
                    else suggestion(each, parents),
                )
            entity = each
        return True

    def _counter(self, root: Expr) -> exp.Column | None:
        """A counter of a parent that is not yet asked for."""
        for node in root.find_all(exp.Column):
            path = column_path(node)
            if len(path) > 1 and self._leads_to_parent(path[:-1]):
                name = ".".join(path)
                if name not in self.model.field_names(self.entity) and (path[-1] in self.answering(path[-2]).counters):
                    return node
        return None

    def _leads_to_parent(self, path: tuple[str, ...]) -> bool:
        entity = self.entity
        for each in path:
            if each not in self.model.entities[entity].parents or each not in self.model.entities:
                return False
            entity = each
        return True

    def _of_parent(self, around: Expr, path: list[str], location: Location) -> Expr:
        """The comparison in the parent's own words. It looks at nothing else."""
        asked = bracketed(around.copy())
        for node in list(asked.find_all(exp.Column)):
            *owner, name = column_path(node)
            if node.meta_get(ANSWER) or (owner != path and [*owner, name] != ["today"]):
                raise SaintError(
                    f"{show(node)} beside a counter of the {path[-1]}: {show(around)}",
                    location.of(node),
                    f"compare a counter of the {path[-1]} with constants, today, and what else the {path[-1]} has",
                )
            if owner:
                node.replace(column(name))
        return bare(asked)

    def _outside_of_filters(self, node: Expr, location: Location) -> None:
        if node.find_ancestor(exp.Filter) is not None:
            raise SaintError(
                f"{show(node)} inside a filter", location.of(node), "a filter looks at one event; ask outside of it"
            )


def _parts(asked: Expr, answering: Answering, location: Location) -> tuple[tuple[str, Expr], ...]:
    if isinstance(asked, exp.Anonymous):
        criteria = answering.selections.get(asked.expressions[0].name) if asked.name == "selection" else None
        return tuple((each.text, _written_out(each.expr.copy(), answering, location)) for each in criteria or ())
    named = dict.fromkeys(node.name for node in asked.find_all(exp.Column) if node.name != "today")
    return tuple((name, answering.read(column(name), name, location)) for name in named)


def _comparison(node: Expr) -> Expr | None:
    """The comparison next around the node."""
    around = node.parent
    while around is not None and not isinstance(around, exp.Connector | exp.Not):
        if isinstance(around, exp.Predicate) or (isinstance(around, exp.Anonymous) and is_window(around)):
            return around
        around = around.parent
    return None


def _written_out(expr: Expr, answering: Answering, location: Location) -> Expr:
    """With the criteria of a selection in its place."""
    root = bracketed(expr)
    for node in list(root.find_all(exp.Anonymous)):
        if node.name != "selection":
            continue
        name = node.expressions[0].name
        criteria = answering.selections.get(name, ())
        if criteria is None:
            raise SaintError(
                f"{name} is a static selection: who is in it is no criterion of another entity",
                location,
                "name a dynamic selection or a status",
            )
        parts = [in_brackets(_written_out(each.expr.copy(), answering, location)) for each in criteria]
        met = exp.and_(*parts, wrap=False, copy=False) if len(parts) > 1 else (parts or [exp.false()])[0]
        node.replace(exp.Coalesce(this=met, expressions=[exp.false()]))
    return bare(root)
