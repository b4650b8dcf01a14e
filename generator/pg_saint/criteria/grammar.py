"""PostgreSQL's grammar of expressions: text → tree.

Precedence is that of PostgreSQL's own gram.y. Each construct keeps its words: what is printed (ir.dialect) is what was
written, but for brackets, case and space.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

from pg_saint.errors import SaintError
from pg_saint.ir.dialect import (
    AGGREGATES,
    BETWEEN_OPERANDS,
    IN_DOUBLE_QUOTES,
    KNOWN,
    ArrayOf,
    Infix,
    Prefix,
    Spelled,
    Subscript,
    data_type,
)
from pg_saint.ir.lexer import LexicalError, Token, folded, tokens
from pg_saint.ir.names import PLAIN, identifier
from pg_saint.ir.nodes import Expr, Place

# From what binds least to what binds most; IN stands for BETWEEN and LIKE as well, OP for every other operator.
OR, AND, NOT, IS, COMPARE, IN, ESCAPE, OP, ADD, MULTIPLY, POWER, AT, COLLATE, SIGN, SUBSCRIPT, CAST = range(1, 17)
COMPARISONS: dict[str, type[Expr]] = {
    "=": exp.EQ, "<>": exp.NEQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip
ARITHMETIC: dict[str, tuple[int, type[Expr]]] = {
    "+": (ADD, exp.Add), "-": (ADD, exp.Sub), "*": (MULTIPLY, exp.Mul), "/": (MULTIPLY, exp.Div),
    "%": (MULTIPLY, exp.Mod), "^": (POWER, exp.Pow),
}  # fmt: skip
OPERATORS: dict[str, type[Expr]] = {"||": exp.DPipe, "->>": exp.JSONExtractScalar}
PATTERNS: dict[str, type[Expr] | None] = {"like": exp.Like, "ilike": exp.ILike, "similar": None}

# Words that can not begin an operand: they belong to the syntax around it.
SYNTAX = frozenset((
    "and", "or", "in", "is", "like", "ilike", "similar", "between", "isnull", "notnull", "when", "then", "else", "end",
    "collate", "from", "where", "select",
))  # fmt: skip
QUERIES = ("select", "with", "values", "table")
# The arguments of these may have words between them.
SPELLED = {
    "position": ("in",),
    "substring": ("from", "for", "similar", "escape"),
    "overlay": ("placing", "from", "for"),
}
CLOCK = ("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp")
SESSION = ("current_user", "session_user", "current_role", "system_user", "current_catalog", "current_schema")
RANDOM = ("random", "gen_random_uuid", "random_normal")
# PostgreSQL's aggregates besides those that can be kept up to date.
OTHER_AGGREGATES = frozenset((
    "any_value", "array_agg", "bit_and", "bit_or", "bit_xor", "bool_and", "bool_or", "every", "json_agg", "jsonb_agg",
    "json_object_agg", "jsonb_object_agg", "range_agg", "range_intersect_agg", "string_agg", "xmlagg", "corr",
    "covar_pop", "covar_samp", "regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope",
    "regr_sxx", "regr_sxy", "regr_syy", "stddev", "stddev_pop", "stddev_samp", "var_pop", "var_samp", "variance",
    "mode", "percentile_cont", "percentile_disc",
))  # fmt: skip
INTERVAL_FIELDS = ("year", "month", "day", "hour", "minute", "second")
# Types of several words, or that can be followed by words.
TYPE_WORDS = {"double": ("precision",), "character": ("varying",), "bit": ("varying",), "char": ("varying",)}
DEEPEST = 100

SUBQUERY = (
    "a subquery can not be kept up to date",
    "map the other table as a source, or as a join of the entity or source, and use its fields",
)
WINDOW = ("a window or ordered-set function can not be kept up to date", "use count, sum, min, max or avg")
THE_CLOCK = (
    "the clock is not the same at every read",
    "write today: it is a date, in the definition's time zone, and known to every counter",
)
NO_EXPRESSION = ("this is not an expression", "write one SQL expression")


def parse(text: str, place: Place) -> Expr:
    """The tree of one expression. Raises SaintError with `place` for anything else."""
    return _Parser(text, place).whole()


class _Parser:
    def __init__(self, text: str, place: Place) -> None:
        self.text, self.place = text, place
        try:
            self.tokens = list(tokens(text))
        except LexicalError as error:
            raise SaintError(f"not an SQL expression: {error} in {text}", place, "write it as in PostgreSQL") from error
        end = len(text)
        # What stands after the last token is no token of any kind.
        self.nothing = Token("mark", "", end, end)
        self.at = 0
        self.depth = 0

    # --- the tokens

    def peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else self.nothing

    def take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def taken(self, *words: str) -> bool:
        """Takes the words if they are what comes next."""
        if all(self.peek(n).is_word(word) for n, word in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def taken_mark(self, mark: str) -> bool:
        if self.peek().is_mark(mark):
            self.at += 1
            return True
        return False

    def needs(self, mark: str) -> None:
        if not self.taken_mark(mark):
            raise self.wrong()

    def needs_word(self, word: str) -> None:
        if not self.taken(word):
            raise self.wrong()

    def wrong(self) -> SaintError:
        token = self.peek()
        if token.is_mark(";"):
            return SaintError(f"not one SQL expression: {self.said()}", self.place, "write one expression, without ;")
        near = f"near {self.text[token.start : token.end]!r} in" if token is not self.nothing else "it ends too early:"
        return SaintError(f"not an SQL expression: {near} {self.said()}", self.place, "write it as in PostgreSQL")

    def refused(self, reason: tuple[str, str], start: int) -> SaintError:
        """`start`: the number of the token at which it begins."""
        first = self.tokens[min(start, len(self.tokens) - 1)].start
        what = folded(self.text[first : self.peek(-1).end])
        return SaintError(f"{reason[0]}: {what} in {self.said()}", self.place, reason[1])

    def said(self) -> str:
        return folded(self.text)

    # --- expressions

    def whole(self) -> Expr:
        if not self.tokens:
            raise SaintError("not an SQL expression: there is nothing in it", self.place, "write it as in PostgreSQL")
        tree = self.expression()
        if self.peek() is not self.nothing:
            raise self.wrong()
        return tree

    def expression(self, least: int = 0) -> Expr:
        """What binds more than `least`."""
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"more than {DEEPEST} levels of brackets in an expression"
            raise SaintError(message, self.place, "make counters or fields of its parts")
        left = self.operand()
        compared = False
        while (found := self.operator()) is not None:
            level, combine = found
            if level <= least:
                break
            if level == COMPARE and compared:
                # PostgreSQL reads no a < b < c.
                raise self.wrong()
            compared = level == COMPARE
            left = combine(left)
        self.depth -= 1
        return left

    def operator(self) -> tuple[int, Callable[[Expr], Expr]] | None:
        """How tight the operator that comes next binds, and what it makes of its left operand."""
        token = self.peek()
        if token.kind == "operator":
            return self._symbol(token.value)
        if token.is_mark("::"):
            return CAST, self._cast
        if token.is_mark("["):
            return SUBSCRIPT, self._subscript
        if token.is_mark("."):
            return SUBSCRIPT, self._part
        if token.kind != "word":
            return None
        match token.value:
            case "or":
                return OR, self._binary(exp.Or, OR)
            case "and":
                return AND, self._binary(exp.And, AND)
            case "is":
                return IS, self._is
            case "isnull" | "notnull":
                return IS, self._null_test
            case "between" | "in" | "like" | "ilike":
                return IN, self._range
            case "similar" if self.peek(1).is_word("to"):
                return IN, self._range
            case "not" if self.peek(1).is_word("between", "in", "like", "ilike", "similar"):
                return IN, self._range
            case "at" if self.peek(1).is_word("time") and self.peek(2).is_word("zone"):
                return AT, self._at_time_zone
            case "collate":
                return COLLATE, self._collate
            case "operator" if self.peek(1).is_mark("("):
                return OP, self._named_operator
            case "overlaps":
                return OP, self._overlaps
        return None

    def _symbol(self, symbol: str) -> tuple[int, Callable[[Expr], Expr]]:
        if symbol in COMPARISONS:
            return COMPARE, self._binary(COMPARISONS[symbol], COMPARE)
        if symbol in ARITHMETIC:
            level, kind = ARITHMETIC[symbol]
            return level, self._binary(kind, level)
        if symbol in OPERATORS:
            return OP, self._binary(OPERATORS[symbol], OP)

        def infix(left: Expr) -> Expr:
            self.take()
            return Infix(this=_closed(left), expression=_closed(self.expression(OP)), op=symbol)

        return OP, infix

    def _binary(self, kind: type[Expr], level: int) -> Callable[[Expr], Expr]:
        def combine(left: Expr) -> Expr:
            self.take()
            right = self.expression(level)
            if level not in (OR, AND):
                left, right = _closed(left), _closed(right)
            return kind(this=left, expression=right)

        return combine

    def _is(self, left: Expr) -> Expr:
        self.take()
        negate = self.taken("not")
        left = _closed(left)
        if self.taken("distinct", "from"):
            kind = exp.NullSafeEQ if negate else exp.NullSafeNEQ
            return kind(this=left, expression=_closed(self.expression(IS)))
        what: Expr
        if self.taken("null"):
            what = exp.null()
        elif self.peek().is_word("true", "false"):
            what = exp.Boolean(this=self.take().value == "true")
        elif self.taken("unknown"):
            what = exp.Var(this="unknown")
        else:
            return Infix(this=left, expression=exp.Var(this=self._test()), op="is not" if negate else "is")
        return exp.Is(this=left, expression=what, negate=negate) if negate else exp.Is(this=left, expression=what)

    def _test(self) -> str:
        """``is json object with unique keys``, ``is normalized`` …: the words after ``is``."""
        if self.peek().is_word("document", "normalized"):
            return self.take().value
        if self.peek().is_word("nfc", "nfd", "nfkc", "nfkd") and self.peek(1).is_word("normalized"):
            return f"{self.take().value} {self.take().value}"
        words = []
        while self.peek().is_word("json", "value", "array", "object", "scalar", "with", "without", "unique", "keys"):
            words.append(self.take().value)
        if not words:
            raise self.wrong()
        return " ".join(words)

    def _null_test(self, left: Expr) -> Expr:
        if self.take().value == "isnull":
            return exp.Is(this=_closed(left), expression=exp.null())
        return exp.Is(this=_closed(left), expression=exp.null(), negate=True)

    def _range(self, left: Expr) -> Expr:
        """BETWEEN, IN and LIKE, and each with NOT before it."""
        left = _closed(left)
        negate = self.taken("not")
        word = self.take().value
        found: Expr
        if word in PATTERNS:
            return self._pattern(left, word, negate)
        if word == "in":
            start = self.at
            self.needs("(")
            if self.peek().is_word(*QUERIES):
                self._skip_query()
                raise self.refused(SUBQUERY, start)
            found = exp.In(this=left, expressions=self._list(")"))
        else:
            symmetric = True if self.taken("symmetric") else None
            self.taken("asymmetric")
            low = _closed(self.expression(IN))
            self.needs_word("and")
            found = exp.Between(this=left, low=low, high=_closed(self.expression(IN)))
            if symmetric:
                found.set("symmetric", True)
        if not negate:
            return found
        negated = exp.Not(this=found)
        negated.meta[BETWEEN_OPERANDS] = True
        return negated

    def _pattern(self, left: Expr, word: str, negate: bool) -> Expr:
        if word == "similar":
            self.needs_word("to")
        pattern = _closed(self.expression(IN))
        kind = PATTERNS[word]
        found: Expr
        if kind is None:
            found = Infix(this=left, expression=pattern, op="not similar to" if negate else "similar to")
        elif negate:
            found = kind(this=left, expression=pattern, negate=True)
        else:
            found = kind(this=left, expression=pattern)
        if self.taken("escape"):
            found = exp.Escape(this=found, expression=_closed(self.expression(ESCAPE)))
        return found

    def _at_time_zone(self, left: Expr) -> Expr:
        self.at += 3
        return exp.AtTimeZone(this=_closed(left), zone=_closed(self.expression(AT)))

    def _collate(self, left: Expr) -> Expr:
        self.take()
        return exp.Collate(this=_closed(left), expression=exp.Var(this=self._qualified()))

    def _overlaps(self, left: Expr) -> Expr:
        self.take()
        return Infix(this=left, expression=self.expression(OP), op="overlaps")

    def _named_operator(self, left: Expr) -> Expr:
        op = self._operator_name()
        return Infix(this=_closed(left), expression=_closed(self.expression(OP)), op=op)

    def _operator_name(self) -> str:
        """``operator(schema.+)``"""
        self.take()
        self.needs("(")
        schema = ""
        while self.peek().kind in ("word", "name"):
            schema += self._name() + "."
            self.needs(".")
        if self.peek().kind != "operator":
            raise self.wrong()
        symbol = self.take().value
        self.needs(")")
        return f"operator({schema}{symbol})"

    def _cast(self, left: Expr) -> Expr:
        self.take()
        return exp.Cast(this=_closed(left), to=data_type(self._type()))

    def _subscript(self, left: Expr) -> Expr:
        self.take()
        start = None if self.peek().is_mark(":") else self.expression()
        index = start
        if self.taken_mark(":"):
            end = None if self.peek().is_mark("]") else self.expression()
            index = exp.Slice(this=start, expression=end)
        if index is None:
            raise self.wrong()
        self.needs("]")
        return Subscript(this=left, expression=index)

    def _part(self, left: Expr) -> Expr:
        """A field of a composite value: ``(address).city``."""
        start = self.at
        self.take()
        if self.taken_mark("*"):
            raise self.refused(NO_EXPRESSION, start)
        if self.peek().kind not in ("word", "name"):
            raise self.wrong()
        return exp.Dot(this=left, expression=identifier(self.take().value))

    # --- operands

    def operand(self) -> Expr:
        token = self.peek()
        match token.kind:
            case "text":
                self.take()
                return exp.Literal.string(token.value)
            case "number":
                self.take()
                return exp.Literal.number(token.value)
            case "bits":
                self.take()
                return exp.Var(this=token.value)
            case "parameter":
                self.take()
                raise self.refused(("no parameters here", "write the value itself"), self.at - 1)
            case "operator":
                return self._prefixed(token)
            case "word":
                return self._word(token)
            case "name":
                return self._named()
        if token.is_mark("("):
            return self._bracket()
        raise self.wrong()

    def _prefixed(self, token: Token) -> Expr:
        start = self.at
        self.take()
        if token.value == "-":
            return exp.Neg(this=_closed(self.expression(SIGN)))
        if token.value == "+":
            return Prefix(this=_closed(self.expression(SIGN)), op="+")
        if token.value == "*":
            raise self.refused(NO_EXPRESSION, start)
        if token.value in COMPARISONS or token.value in ARITHMETIC:
            self.at = start
            raise self.wrong()
        return Prefix(this=_closed(self.expression(OP)), op=token.value)

    def _bracket(self) -> Expr:
        start = self.at
        self.take()
        if self.peek().is_word(*QUERIES) and not self.peek(1).is_mark(",", ")", "."):
            self._skip_query()
            raise self.refused(SUBQUERY, start)
        inside = self._list(")")
        return exp.Paren(this=inside[0]) if len(inside) == 1 else exp.Tuple(expressions=inside)

    def _skip_query(self) -> None:
        """To the bracket that closes the one before."""
        depth = 1
        while depth and self.peek() is not self.nothing:
            token = self.take()
            depth += 1 if token.is_mark("(") else -1 if token.is_mark(")") else 0

    def _list(self, closing: str) -> list[Expr]:
        found = [self.expression()]
        while self.taken_mark(","):
            found.append(self.expression())
        self.needs(closing)
        return found

    def _word(self, token: Token) -> Expr:
        word, bracket = token.value, self.peek(1).is_mark("(")
        start = self.at
        if word == "not":
            self.take()
            return exp.Not(this=self.expression(NOT))
        if word in ("true", "false", "null") and not self.peek(1).is_mark("."):
            self.take()
            return exp.null() if word == "null" else exp.Boolean(this=word == "true")
        if word == "case":
            return self._case()
        if word in CLOCK or word in SESSION:
            self.take()
            if self.taken_mark("("):
                self._skip_query()
            reason = THE_CLOCK if word in CLOCK else ("it differs from session to session", "leave it out")
            raise self.refused(reason, start)
        if word == "array" and self.peek(1).is_mark("["):
            self.take()
            return self._array("array")
        if word == "operator" and bracket:
            op = self._operator_name()
            return Prefix(this=_closed(self.expression(OP)), op=op)
        if bracket and word in ("exists", "array") and self.peek(2).is_word(*QUERIES):
            self.at += 2
            self._skip_query()
            raise self.refused(SUBQUERY, start)
        if bracket and word in ("any", "some", "all", "exists", "cast", "extract", "trim", "normalize", *SPELLED):
            self.at += 2
            return self._special(word, start)
        if word in SYNTAX:
            raise self.wrong()
        return self._named()

    def _special(self, word: str, start: int) -> Expr:
        """What has a syntax of its own between its brackets; the opening one is taken."""
        found: Expr
        match word:
            case "any" | "some" | "all":
                if self.peek().is_word(*QUERIES):
                    self._skip_query()
                    raise self.refused(SUBQUERY, start)
                kind = exp.All if word == "all" else exp.Any
                found = kind(this=exp.Paren(this=self.expression()))
            case "exists":
                found = exp.Exists(this=self.expression())
            case "cast":
                value = self.expression()
                self.needs_word("as")
                found = exp.Cast(this=value, to=data_type(self._type()))
            case "extract":
                if self.peek().kind not in ("word", "name", "text"):
                    raise self.wrong()
                name = self.take().value
                field = exp.Var(this=name) if PLAIN.match(name) else exp.Literal.string(name)
                self.needs_word("from")
                found = exp.Extract(this=field, expression=self.expression())
            case "trim":
                found = self._trim()
            case "normalize":
                parts = [self.expression()]
                if self.taken_mark(","):
                    if not self.peek().is_word("nfc", "nfd", "nfkc", "nfkd"):
                        raise self.wrong()
                    parts.append(exp.Var(this=self.take().value))
                found = exp.Anonymous(this="normalize", expressions=parts)
            case _:
                return self._spelled(word)
        self.needs(")")
        return self._called(found, start)

    def _spelled(self, name: str) -> Expr:
        words, parts = [""], [self.expression(IN if name == "position" else 0)]
        while not self.taken_mark(")"):
            if self.taken_mark(","):
                words.append("")
            elif self.peek().is_word(*SPELLED[name]):
                words.append(self.take().value)
            else:
                raise self.wrong()
            parts.append(self.expression())
        if any(words):
            return Spelled(this=name, expressions=parts, words=words)
        return exp.Anonymous(this=name, expressions=parts)

    def _trim(self) -> Expr:
        side = self.take().value if self.peek().is_word("both", "leading", "trailing") else ""
        words, parts = [side], []
        if self.taken("from"):
            words = [f"{side} from".strip()]
        parts.append(self.expression())
        while not self.peek().is_mark(")"):
            if self.taken_mark(","):
                words.append("")
            elif self.taken("from"):
                words.append("from")
            else:
                raise self.wrong()
            parts.append(self.expression())
        if words == [""]:
            return exp.Trim(this=parts[0])
        return Spelled(this="trim", expressions=parts, words=words)

    def _case(self) -> Expr:
        self.take()
        subject = None if self.peek().is_word("when") else self.expression()
        branches = []
        while self.taken("when"):
            condition = self.expression()
            self.needs_word("then")
            branches.append(exp.If(this=condition, true=self.expression()))
        otherwise = self.expression() if self.taken("else") else None
        if not branches or not self.taken("end"):
            raise self.wrong()
        return exp.Case(this=subject, ifs=branches, default=otherwise)

    def _array(self, word: str) -> Expr:
        """``array[…]``; inside of it ``[…]`` alone."""
        self.needs("[")
        parts: list[Expr] = []
        while not self.taken_mark("]"):
            if parts:
                self.needs(",")
            parts.append(self._array("") if self.peek().is_mark("[") else self.expression())
        return ArrayOf(this=word, expressions=parts)

    # --- names, calls and types

    def _named(self) -> Expr:
        """A column, a call, or a literal of a named type: ``date '2026-12-31'``."""
        start = self.at
        typed = self._typed_literal()
        if typed is not None:
            return typed
        self.at = start
        parts = [self.take()]
        while self.peek().is_mark(".") and self.peek(1).kind in ("word", "name"):
            self.at += 1
            parts.append(self.take())
        if self.peek().is_mark("."):
            self.take()
            if self.taken_mark("*"):
                raise self.refused(NO_EXPRESSION, start)
            raise self.wrong()
        if self.taken_mark("("):
            return self._call(parts, start)
        if len(parts) > 4:
            raise self.refused(("too many names with dots between them", "write field, or parent.field"), start)
        names = [identifier(part.value) for part in parts]
        column = exp.Column(**dict(zip(("this", "table", "db", "catalog"), reversed(names), strict=False)))
        if parts[-1].kind == "name":
            column.meta[IN_DOUBLE_QUOTES] = True
        return column

    def _typed_literal(self) -> Expr | None:
        """A type and then a text; None where there is something else."""
        if self.peek().is_word("interval"):
            return self._interval()
        try:
            type_ = self._type()
        except SaintError:
            return None
        if self.peek().kind != "text":
            return None
        return exp.Cast(this=exp.Literal.string(self.take().value), to=data_type(type_))

    def _interval(self) -> Expr | None:
        self.take()
        size = ""
        if self.peek().is_mark("(") and self.peek(1).kind == "number" and self.peek(3).kind == "text":
            size = f"interval({self.peek(1).value})"
            self.at += 3
        if self.peek().kind != "text":
            return None
        value = exp.Literal.string(self.take().value)
        if size:
            return exp.Cast(this=value, to=data_type(size))
        fields = self._fields()
        return exp.Interval(this=value, unit=exp.Var(this=fields)) if fields else exp.Interval(this=value)

    def _fields(self) -> str:
        """``day``, ``day to second(3)`` …"""
        if not self.peek().is_word(*INTERVAL_FIELDS):
            return ""
        said = self.take().value
        if self.peek().is_word("to") and self.peek(1).is_word(*INTERVAL_FIELDS):
            self.at += 1
            said += f" to {self.take().value}"
        return said + self._size()

    def _call(self, parts: Sequence[Token], start: int) -> Expr:
        name = ".".join(_written(part) for part in parts)
        plain = parts[0].value if len(parts) == 1 and parts[0].kind == "word" else ""
        if len(parts) > 1 and parts[0].value == "saint":
            self._skip_query()
            reason = "the functions of schema saint are for queries"
            raise self.refused((reason, "write past(30), this(month) …"), start)
        if plain in RANDOM:
            self._skip_query()
            raise self.refused(("a random value can not be kept up to date", "leave it out"), start)
        aggregate = plain in AGGREGATES or plain in OTHER_AGGREGATES
        arguments: list[Expr] = []
        if aggregate and self.taken_mark("*"):
            arguments.append(exp.Star())
        elif self.taken("distinct"):
            arguments.append(exp.Distinct(expressions=[self.expression()]))
        while not self.taken_mark(")"):
            if arguments and self.taken("order", "by"):
                self._skip_query()
                raise self.refused(WINDOW, start)
            if arguments:
                self.needs(",")
            arguments.append(self._argument())
        return self._called(_function(name, plain, arguments), start)

    def _argument(self) -> Expr:
        if self.peek(1).is_mark(":=") or self.peek(1).is_mark("=>"):
            name, symbol = self._name(), self.take().value
            return Infix(this=exp.Var(this=name), expression=self.expression(), op=symbol)
        if self.peek().is_word("variadic") and not self.peek(1).is_mark(",", ")", "."):
            self.take()
            return Prefix(this=self.expression(), op="variadic")
        return self.expression()

    def _called(self, call: Expr, start: int) -> Expr:
        """What may stand after the brackets of a call."""
        if self.taken("within", "group") or (self.peek().is_word("over") and self.peek(1).kind in ("word", "mark")):
            while self.peek() is not self.nothing and not self.peek(-1).is_mark(")"):
                self.take()
            raise self.refused(WINDOW, start)
        if self.peek().is_word("filter") and self.peek(1).is_mark("("):
            self.at += 2
            self.needs_word("where")
            condition = exp.Where(this=self.expression())
            self.needs(")")
            if self.peek().is_word("over"):
                raise self.refused(WINDOW, start)
            return exp.Filter(this=call, expression=condition)
        return call

    def _name(self) -> str:
        if self.peek().kind not in ("word", "name"):
            raise self.wrong()
        return _written(self.take())

    def _qualified(self) -> str:
        name = self._name()
        while self.taken_mark("."):
            name += f".{self._name()}"
        return name

    def _size(self) -> str:
        """``(10, 2)`` of a type, if it is there."""
        if not self.peek().is_mark("("):
            return ""
        self.take()
        said = []
        while not self.taken_mark(")"):
            token = self.take()
            if token is self.nothing or not (token.kind in ("number", "word") or token.is_mark(",", "-")):
                self.at -= 1
                raise self.wrong()
            said.append(self.text[token.start : token.end])
        return f"({''.join(said).replace(',', ', ')})"

    def _type(self) -> str:
        """A type, as written."""
        first = self.peek()
        name = self._qualified()
        if first.kind == "word" and name in TYPE_WORDS and self.peek().is_word(*TYPE_WORDS[name]):
            name += f" {self.take().value}"
        if name == "interval":
            fields = self._fields()
            name += f" {fields}" if fields else self._size()
        elif name in ("timestamp", "time") and first.kind == "word":
            name += self._size()
            for word in ("with", "without"):
                if self.taken(word, "time", "zone"):
                    name += f" {word} time zone"
        else:
            name += self._size()
        while self.peek().is_mark("[") and (self.peek(1).is_mark("]") or self.peek(2).is_mark("]")):
            size = "" if self.peek(1).is_mark("]") else self.peek(1).value
            self.at += 3 if size else 2
            name += f"[{size}]"
        if self.taken("array"):
            name += "[]"
        return name


def _function(name: str, plain: str, arguments: list[Expr]) -> Expr:
    """A class of its own where there is one that takes such arguments, else the call by its name."""
    if plain in AGGREGATES and len(arguments) == 1:
        return AGGREGATES[plain](this=arguments[0])
    if plain in AGGREGATES or plain in OTHER_AGGREGATES:
        return exp.AnonymousAggFunc(this=plain, expressions=arguments)
    kind = KNOWN.get(plain)
    if kind is not None and not any(isinstance(each, Infix | Prefix) for each in arguments):
        keys = [key for key in kind.arg_types if key in ("this", "expression", "decimals")]
        if "expressions" in kind.arg_types:
            heads = arguments[: len(keys)]
            if len(heads) == len(keys):
                return kind(**dict(zip(keys, heads, strict=True)), expressions=arguments[len(keys) :])
        elif 0 < len(arguments) <= len(keys) and len(arguments) >= sum(kind.arg_types[key] for key in keys):
            return kind(**dict(zip(keys, arguments, strict=False)))
    return exp.Anonymous(this=name, expressions=arguments)


def _written(token: Token) -> str:
    """A name as it must be written to mean the same."""
    if token.kind == "word" and token.value.isascii():
        return token.value
    return '"' + token.value.replace('"', '""') + '"'


def _closed(expr: Expr) -> Expr:
    """An operand that is printed with a word before it that binds less than what is around it."""
    return exp.Paren(this=expr) if isinstance(expr, exp.Not) else expr
