"""What is written where something else was meant."""

from __future__ import annotations

NUMBERS = [
    0, -1, 1, 8, 31, 2**31, 2**63, -(2**63) - 1, 10**400, 0.5, -0.0, 1e308, float("inf"), float("nan"),
]  # fmt: skip
TEXTS = [
    "", " ", "\n", "\t", "\0", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeff", "\ud7ff", "é", "名前", "🜁",
    "a" * 70, "a" * 5000, "'", '"', "''", "`", "$$", "$saint$", "\\", "--", "/*", "*/", ";", "{", "}", "{{ name }}",
    "{% for %}", "[", "*", "&a", "%s", "%", ":x", "null", "true", "no", "yes", "~", "NaN", "2026-02-30", "0x1f", "1e3",
    "today", "period1", "period99", "id", "statuses", "ctid", "c", "saint_x", "select", "company", "activity",
    "company.company", "crm.company", "crm.\"Company", "pg_class", "information_schema.tables",
]  # fmt: skip
# With those that are deep or long: what walks a tree may run out of stack or of time.
CRITERIA = [
    "count(activity", "count(activity))", "count()", "count(*)", "count(activity) > ", "> 3", "and", "not", "1 = 1 or",
    "a b c", "'", "'x", "\"", "$1", "$1 > 2", ":a", "?", "{}", "(" * 3000, "(" * 300 + "1" + ")" * 300 + " = 1",
    " and ".join(["1 = 1"] * 3000), "not " * 2000 + "true", "-" * 501 + "1 > 0", "1 + " * 3000 + "1 > 0", "case " * 300,
    "[" * 500, "array[array[array[1]]] is null", "x::no_such_type is null", "(select 1) = 1", "exists(select 1)",
    "select 1", "drop table x", "1; drop table x", "name = 'a' -- b", "name /* c", "name = U&'\\0041'",
    "name = E'\\x00'", "name like '%'", "name ~ '('", "1 / 0 = 1", "past(0)", "past(-1)", "past(10000000000)",
    "past(1.5)", "past()", "past(name)", "date > today + 99999999", "today", "today + today > 1", "status('x')",
    "status()", "status(1)", "status('a', 'b')", "selection('x')",
    "count(activity) filter (where count(activity) > 1) > 1", "sum(activity) > 1", "max(activity.nothing) > 1",
    "max(nothing.x) is null", "exists(activity) filter (where exists(activity))", "this(month)", "previous(0, day)",
    "next(century)", "start_of(month, 99999999999)", "name is distinct from row(1)", "xmlparse(document 'a') is null",
    "name collate \"no such\" = ''", "name at time zone 'x' is null", "interval '1 month' > 1",
    "date '2026-02-30' = today", "timestamp 'infinity' > now()", "random() > 0.5", "pg_sleep(100) is null",
    "generate_series(1, 3) = 1", "sum(x) over () > 1", "array_agg(name) is null", "current_user = name", "name in ()",
    "name in (1, 'a')", "name = any (array[]::text[])", "name between 1 and", "\u00a0name = 'x'", "\uff4eame = 'x'",
    "name\0 = 'x'", "name = '\x01'", "name = '😀'", "{a: 1}", "repeat('a', 1000000000) = ''", "'a' || 1 = ''",
    "lists.x", "company.status = 'a'", "a.b.c.d = 1", "*", "company.*", "count(distinct activity) > 1",
]  # fmt: skip
# What is written in the place of what.
ODD = [
    ("\n", "\r\n"), ("\n", "\r"), ("  ", "\t"), ("\n", "\n---\n"), (": ", ":"), (": ", ": |\n"), ("{", "["), ("'", '"'),
    (": ", ": !!python/object:os.system "), (": ", ": !!binary "), ("entities:", "%YAML 1.1\n---\nentities:"),
    ("  ", "<<: *x\n  "),
]  # fmt: skip
