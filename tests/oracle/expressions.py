"""Random expressions over columns with the most extreme values of their types."""

from __future__ import annotations

from random import Random

# Each type's values at the ends of what it holds, and the odd ones.
EXTREMES = {
    "smallint": ["-32768", "32767", "0", "1", "-1", "null"],
    "integer": ["-2147483648", "2147483647", "0", "1", "-1", "null"],
    "bigint": ["-9223372036854775808", "9223372036854775807", "0", "1", "-1", "null"],
    "numeric": ["'NaN'", "'Infinity'", "'-Infinity'", "9e131071", "-9e131071", "1e-16383", "0", "1.5",
                "repeat('9', 131072)::numeric", "(repeat('9', 131072) || '.5')::numeric", "null"],
    "numeric(10,2)": ["'NaN'", "99999999.99", "-99999999.99", "0", "0.01", "null"],
    "real": ["'NaN'", "'Infinity'", "'-Infinity'", "3.4028235e38", "-3.4028235e38", "1e-45", "0", "null"],
    "double precision": ["'NaN'", "'Infinity'", "'-Infinity'", "1.7976931348623157e308", "-1.7976931348623157e308",
                         "5e-324", "0", "null"],
    "text": ["''", "'a'", r"'a\'", "'%_'", "'-1'", "repeat('x', 100000)", "U&'\\0130\\00DF'", "null"],
    "date": ["'infinity'", "'-infinity'", "'5874897-12-31'", "'4713-01-01 BC'", "'2026-03-01'", "null"],
    "timestamp": ["'infinity'", "'-infinity'", "'294276-12-31 23:59:59.999999'", "'4714-11-24 BC'", "null"],
    "timestamptz": ["'infinity'", "'-infinity'", "'294276-12-31 23:59:59.999999+00'", "'4714-11-24 00:00+00 BC'",
                    "'2026-03-01 12:00+00'", "null"],
    "interval": ["'178000000 years'", "'-178000000 years'", "'0'", "null"],
    "boolean": ["true", "false", "null"],
    "jsonb": [r"""'{"a": 1}'""", "'null'", "'[]'", "'[[1], 2]'", """'"x"'""", "'{\"a\": {\"b\": [1]}}'", "null"],
    "text[]": ["'{}'", "'{a,null}'", "'{{a,b},{c,d}}'", "'[5:6]={a,b}'", "null"],
    "integer[]": ["'{}'", "'{1,null}'", "'{{1,2},{3,4}}'", "null"],
    "uuid": ["'00000000-0000-0000-0000-000000000000'", "null"],
    "bytea": [r"'\x'", r"'\xff00'", "null"],
    "name": ["''", "'a'", "null"],
    "character": ["''", "'a'", "null"],
    '"char"': ["''", r"'\377'", "null"],
}  # fmt: skip
# What columns are called: one of each type, and a second one.
COLUMNS = {f"{prefix}{at}": type_ for prefix in "ab" for at, type_ in enumerate(EXTREMES)}
WHOLE, EXACT, FLOATS = ("smallint", "integer", "bigint"), ("numeric", "numeric(10,2)"), ("real", "double precision")
NUMBERS = (*WHOLE, *EXACT, *FLOATS)
KINDS = (NUMBERS, ("text",), ("date",), ("timestamptz",), ("jsonb",), ("text[]",))


class Expressions:
    """Random ones, each of its own seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def condition(self, depth: int = 3) -> str:
        one = self.random.choice
        kind = one(KINDS)
        left, right = (self.value(kind, depth - 1) for _ in range(2))
        forms = [
            f"{left} {one(['=', '<', '>=', '<>', 'is distinct from'])} {right}",
            f"{left} is {one(['null', 'not null'])}",
            f"coalesce({left}, {right}) = nullif({left}, {right})",
            f"greatest({left}, {right}) = least({right}, {left})",
            f"{left} between {right} and {left}",
            f"case when {left} = {right} then {left} else {right} end = {left}",
        ]
        if depth > 1:
            forms += [
                f"({self.condition(depth - 1)} {one(['and', 'or'])} {self.condition(depth - 1)})",
                f"not ({self.condition(depth - 1)})",
            ]
        if kind == ("text",):
            pattern = one([r"'a\%'", r"'a\\\'", "'%b'", right])
            forms += [f"{left} {one(['like', 'ilike'])} {pattern}"] * 2
        return one(forms)

    def value(self, kind: tuple[str, ...], depth: int) -> str:
        one = self.random.choice
        column = one([name for name, type_ in COLUMNS.items() if type_ in kind])
        if depth <= 0:
            return column
        inner = self.value(kind, depth - 1)
        if kind == NUMBERS:
            forms = [
                column, one(["1", "-1", "1000", "0.5", "2147483647"]), f"({inner} {one(['+', '-', '*'])} {column})",
                f"({inner} / nullif({column}, 0))", f"({inner} % nullif({column}, 0))", f"({inner} / 2)", f"- {inner}",
                f"abs({inner})", f"round({inner}::numeric, 1)", f"{inner}::{one(NUMBERS)}", f"ceil({inner})",
                f"length({self.value(('text',), depth - 1)})", f"extract(year from {self.value(('date',), depth - 1)})",
                f"coalesce({inner}, 0)", f"cardinality({self.value(('text[]',), depth - 1)})",
            ]  # fmt: skip
        elif kind == ("text",):
            forms = [
                f"lower({inner})", f"({inner} || {column})", f"left({inner}, {one(['-1', '2'])})", f"btrim({inner})",
                f"({self.value(('jsonb',), depth - 1)} ->> 'a')", f"substring({inner}, 2, {one(['1', '-1'])})",
                f"{self.value(('text[]',), depth - 1)}[1]", f"{inner}::varchar(3)", f"repeat({inner}, 2)",
            ]  # fmt: skip
        elif kind == ("date",):
            number = self.value(NUMBERS, depth - 1)
            forms = [
                column, f"({inner} + {one(['1', '1000000000', f'({number})::integer'])})",
                f"({self.value(('timestamptz',), depth - 1)} at time zone 'Europe/Oslo')::date", f"({inner} - 1)",
            ]  # fmt: skip
        elif kind == ("jsonb",):
            forms = [column, f"({inner} -> 'a')", f"({inner} -> 0)", f"({inner} - 'a')"]
        elif kind == ("text[]",):
            forms = [column, f"({inner} || {column})", "array['a', 'b']"]
        else:
            forms = [column]
        return one(forms)
