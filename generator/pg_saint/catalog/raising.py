"""Which expressions cannot raise an error, whatever their columns hold: told from PostgreSQL's own tree of them.

The tree names each function with the types that PostgreSQL chose, implicit casts among them. What is listed here can
not raise for any value of its types, everything else can. Where only the size of a number decides (integer arithmetic),
the largest value that each part can have is counted through the tree. tests/oracle/test_raising.py calls everything
that is listed with the most extreme values.

Left out of account: texts of more than 200 MB, for which PostgreSQL's own functions run out of room.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from pg_saint.catalog.trees import NOTHING, Node, read_tree
from pg_saint.ir.types import INTEGERS, Limited, base_type

# Types whose values can always be compared with each other, and arrays of them.
COMPARED = frozenset([
    "smallint", "integer", "bigint", "numeric", "real", "double precision", "boolean", "money", "oid", "uuid", "bytea",
    "text", "character varying", "character", "bpchar", "name", '"char"', "citext", "anyenum",
    "date", "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone",
    "interval", "jsonb", "inet", "cidr", "macaddr", "macaddr8", "bit", "bit varying",
])  # fmt: skip
TEXT_OF = ("text", "character varying", "bpchar", "character")
# Types whose output function cannot raise.
PRINTED = frozenset(INTEGERS) | {"numeric", "real", "double precision", "boolean", "uuid", "inet", "cidr", "name"}

HARMLESS = frozenset("""
    lower(text)|upper(text)|initcap(text)|textcat(text,text)|reverse(text)
    length(text)|char_length(text)|character_length(text)|octet_length(text)
    length(character)|char_length(character)|character_length(character)|octet_length(character)
    btrim(text)|ltrim(text)|rtrim(text)|btrim(text,text)|ltrim(text,text)|rtrim(text,text)
    starts_with(text,text)|strpos(text,text)|"position"(text,text)|"left"(text,integer)|"right"(text,integer)
    text(character)|text(name)|text("char")|text(boolean)|bpchar("char")|"substring"(text,integer)|substr(text,integer)
    abs(real)|abs(double precision)|abs(numeric)|numeric_abs(numeric)|sign(numeric)|sign(double precision)
    numeric_uminus(numeric)|numeric_uplus(numeric)|float4um(real)|float8um(double precision)
    ceil(double precision)|ceiling(double precision)|floor(double precision)
    round(double precision)|trunc(double precision)|trunc(numeric)|trunc(numeric,integer)
    int4(smallint)|int8(smallint)|int8(integer)|int4(boolean)|bool(integer)|int4("char")
    float4(smallint)|float4(integer)|float4(bigint)|float8(smallint)|float8(integer)|float8(bigint)|float8(real)
    "numeric"(smallint)|"numeric"(integer)|"numeric"(bigint)|"numeric"(real)|"numeric"(double precision)
    int2up(smallint)|int4up(integer)|int8up(bigint)|float4up(real)|float8up(double precision)
    date(timestamp without time zone)|isfinite(date)|isfinite(timestamp without time zone)
    isfinite(timestamp with time zone)|isfinite(interval)
    jsonb_object_field(jsonb,text)|jsonb_object_field_text(jsonb,text)|jsonb_array_element(jsonb,integer)
    jsonb_array_element_text(jsonb,integer)|jsonb_extract_path(jsonb,text[])|jsonb_extract_path_text(jsonb,text[])
    jsonb_exists(jsonb,text)|jsonb_exists_any(jsonb,text[])|jsonb_exists_all(jsonb,text[])|jsonb_contains(jsonb,jsonb)
    jsonb_contained(jsonb,jsonb)|jsonb_typeof(jsonb)
    array_length(anyarray,integer)|cardinality(anyarray)
""".replace("\n", "|").split("|"))  # fmt: skip
HARMLESS = frozenset(signature.strip() for signature in HARMLESS) - {""}
# Of arrays whose elements can be compared.
OF_ARRAYS = ("arraycontains(anyarray,anyarray)", "arraycontained(anyarray,anyarray)", "arrayoverlap(anyarray,anyarray)")
# A pattern that ends with the escape character is an error, and a row may hold one.
LIKE = re.compile(r"(text|bpchar|name)(n|ic|icn)?like\(")
ENDS_WITH_ESCAPE = re.compile(rb"(?<!\\)(\\\\)*\\\Z")
EXTRACT = re.compile(r'"extract"\(text,(date|timestamp without time zone)\)')
PARTS = frozenset(
    b"year month day quarter week dow isodow doy isoyear decade century millennium epoch julian".split()
)  # fmt: skip
# An explicit length cuts a text off; an implicit one would refuse it.
TO_LENGTH = ('"varchar"(character varying,integer,boolean)', "bpchar(character,integer,boolean)")

INTEGER_ARITHMETIC = re.compile(r"int\d+(pl|mi|mul|div|mod|um)\(|int[248]abs\(|abs\((smallint|integer|bigint)\)")
NUMERIC_ARITHMETIC = re.compile(r"numeric_(add|sub|mul|div|mod)\(|(round|ceil|ceiling|floor)\(numeric")
# PostgreSQL's numeric has no more digits before the point.
MOST_NUMERIC = 10**131_000
# The size of a number passes through these.
SAME_SIZE = re.compile(
    r"int[248]\((smallint|integer)\)|\"numeric\"\((smallint|integer|bigint)\)|numeric_(uminus|uplus|abs)\("
    r"|abs\(numeric\)|trunc\(numeric|int[248]up\("
)
# How a day is counted from today: criteria.time limits the number of days.
TODAY = "today"
DAYS = ("date_pli(date,integer)", "date_mii(date,integer)")
MOST_DAYS = 1000 * 366

# Each function: its signature, as PostgreSQL writes it where only pg_catalog is searched, and whether it is a
# comparison of a type's own order (of PostgreSQL's types, and citext).
FUNCTIONS = """
    select
        p.oid, p.oid::regprocedure::text, p.prorettype::regtype::text,
        exists (
            select
            from pg_operator o
            join pg_amop a on a.amopopr in (o.oid, o.oprnegate) and a.amopmethod = 403
            where o.oprcode = p.oid
                and array[o.oprleft::regtype::text, o.oprright::regtype::text] <@ %(compared)s::text[]
        )
    from pg_proc p
    where p.oid = any (%(functions)s::oid[])
        and (
            p.pronamespace = 'pg_catalog'::regnamespace
            or exists (
                select from pg_depend d join pg_extension e on e.oid = d.refobjid
                where d.objid = p.oid and d.deptype = 'e' and e.extname = 'citext')
        )
"""
# Each type by its name, that of what a domain is based on, and anyenum for an enum; that of its elements.
TYPES = """
    with recursive based (oid, type) as (
        select t.oid, t.oid from pg_type t where t.oid = any (%s::oid[])
        union all
        select b.oid, t.typbasetype from based b join pg_type t on t.oid = b.type where t.typtype = 'd'
    )
    select
        b.oid,
        case
            when t.typtype = 'e' then 'anyenum'
            when t.typname = 'citext' then 'citext'
            else format_type(t.oid, null)
        end,
        case when t.typcategory = 'A' then case
            when e.typtype = 'e' then 'anyenum'
            else format_type(e.oid, null)
        end end
    from based b
    join pg_type t on t.oid = b.type
    left join pg_type e on e.oid = t.typelem
    where t.typtype <> 'd'
"""


@dataclass(frozen=True)
class Verdict:
    """`harmless`: no value of its columns makes the expression raise an error. `most`: of a number the largest absolute
    value that it can have, where that is known. `days`: how many dates are taken from points in time, which is harmless
    only in the form that ir.temporal gives it."""

    harmless: bool
    most: int | None = None
    days: int = 0


@dataclass(frozen=True)
class Known:
    """What the catalog says of the functions and types that trees name."""

    signatures: Mapping[int, str]
    comparisons: frozenset[int]
    types: Mapping[int, tuple[str, str | None]]

    def compared(self, type_: int) -> bool:
        name, element = self.types.get(type_, ("", None))
        return (element if element is not None else name) in COMPARED


def judged(connection: psycopg.Connection[Any], trees: Sequence[str], columns: Mapping[int, str]) -> list[Verdict]:
    """One verdict for each tree. `columns`: the type of each column by its number; ``today`` is called so."""
    parsed = [_parsed(text) for text in trees]
    nodes = [node for tree in parsed if tree is not None for node in tree.walk()]
    functions = sorted({n.number(name) for n in nodes for name in ("opfuncid", "funcid") if n.number(name)})
    types = sorted({n.number(name) for n in nodes for name in TYPE_FIELDS if n.number(name)})
    found = connection.execute(FUNCTIONS, {"functions": functions, "compared": sorted(COMPARED)}).fetchall()
    known = Known(
        {oid: signature for oid, signature, _, _ in found},
        frozenset(oid for oid, _, _, compares in found if compares),
        {oid: (name, element) for oid, name, element in connection.execute(TYPES, (types,)).fetchall()},
    )
    return [Verdict(False) if tree is None else _Judge(known, columns).verdict(tree) for tree in parsed]


def most_of(type_: str) -> int | None:
    """The largest absolute value of a type of numbers, as format_type() prints it; None where there is no limit."""
    if isinstance(type_, Limited):
        return type_.most
    name = base_type(type_)
    if name in INTEGERS:
        return int(2 ** INTEGERS[name])
    declared = re.fullmatch(r"numeric\((\d+),(-?\d+)\)", type_)
    return int(10 ** max(int(declared[1]) - int(declared[2]), 0)) if declared else None


def _parsed(text: str) -> Node | None:
    try:
        return read_tree(text)
    except (ValueError, IndexError):
        return None


class _Judge:
    def __init__(self, known: Known, columns: Mapping[int, str]) -> None:
        self.known, self.columns = known, columns
        self.days = 0

    def verdict(self, tree: Node) -> Verdict:
        harmless = self.harmless(tree)
        return Verdict(harmless, self.most(tree) if harmless else None, self.days)

    def harmless(self, node: Node) -> bool:
        judge = getattr(self, f"_{node.kind.lower()}", None)
        if judge is not None:
            return bool(judge(node))
        return node.kind in PLAIN and self._all(node)

    def _all(self, node: Node) -> bool:
        return all(self.harmless(child) for name in node.values for child in node.nodes(name))

    def _args(self, node: Node) -> bool:
        return all(self.harmless(arg) for arg in node.nodes("args"))

    def _var(self, node: Node) -> bool:
        return node.number("varattno") in self.columns

    def _opexpr(self, node: Node) -> bool:
        return self._call(node, node.number("opfuncid"))

    _distinctexpr = _opexpr
    _nullifexpr = _opexpr
    _scalararrayopexpr = _opexpr

    def _funcexpr(self, node: Node) -> bool:
        return self._call(node, node.number("funcid"))

    def _call(self, node: Node, function: int) -> bool:
        args = node.nodes("args")
        # PostgreSQL computes it when it plans, as it did when it was asked about the types.
        if all(_is_constant(arg) for arg in args):
            return True
        signature = self.known.signatures.get(function)
        if signature is None:
            return False
        instant = self._day(signature, args)
        if instant is not None:
            self.days += 1
            return self.harmless(instant)
        if not self._args(node):
            return False
        if function in self.known.comparisons:
            return all(self.known.compared(type_) for type_ in map(_type, args) if type_)
        if signature in OF_ARRAYS:
            return all(self.known.compared(_type(arg)) for arg in args)
        if LIKE.match(signature):
            return args[1].kind == "CONST" and not ENDS_WITH_ESCAPE.search(args[1].bytes("constvalue"))
        if EXTRACT.match(signature):
            return args[0].kind == "CONST" and args[0].bytes("constvalue")[4:] in PARTS
        if signature in TO_LENGTH:
            return args[2].kind == "CONST" and args[2].bytes("constvalue")[:1] == b"\1"
        if signature in DAYS:
            return self._counts_from_today(args)
        if INTEGER_ARITHMETIC.match(signature) or NUMERIC_ARITHMETIC.match(signature):
            return self._fits(node, signature)
        return signature in HARMLESS

    def _day(self, signature: str, args: list[Node]) -> Node | None:
        """The point in time of ``(… at time zone '…')::date``; None for anything else. At the ends of time the day in a
        zone may not be there."""
        if signature != "date(timestamp without time zone)":
            return None
        inner = args[0]
        for conversion in ("timezone(text,timestamp with time zone)", "timezone(text,timestamp without time zone)"):
            parts = inner.nodes("args")
            if self.known.signatures.get(inner.number("funcid")) != conversion or parts[0].kind != "CONST":
                break
            inner = parts[1]
        return inner if inner is not args[0] else None

    def _counts_from_today(self, args: list[Node]) -> bool:
        day, number = args
        most = self.most(number)
        return (
            day.kind == "VAR"
            and self.columns.get(day.number("varattno")) == TODAY
            and most is not None
            and most <= MOST_DAYS
        )

    def _fits(self, node: Node, signature: str) -> bool:
        if re.search(r"(div|mod)\(", signature):
            divisor = node.nodes("args")[1]
            if not _is_not_zero(divisor):
                return False
            # The only quotient that does not fit is that of the least integer and -1.
            if "mod(" in signature or (signature.startswith("numeric") and _is_whole(divisor)):
                return True
            if signature.startswith("int") and divisor.kind == "CONST" and _integer(divisor) != -1:
                return True
        most = self.most(node)
        return most is not None and most <= self._limit(node)

    def _limit(self, node: Node) -> int:
        name, _ = self.known.types.get(_type(node), ("", None))
        return int(2 ** INTEGERS[name] - 1) if name in INTEGERS else MOST_NUMERIC

    def _coerceviaio(self, node: Node) -> bool:
        """A text of a number."""
        arg = node.node("arg")
        if arg is None:
            return False
        name, _ = self.known.types.get(node.number("resulttype"), ("", None))
        printed, _ = self.known.types.get(_type(arg), ("", None))
        return _is_constant(arg) or (name in TEXT_OF and printed in (*PRINTED, "anyenum") and self.harmless(arg))

    def _minmaxexpr(self, node: Node) -> bool:
        return self.known.compared(node.number("minmaxtype")) and self._args(node)

    def _subscriptingref(self, node: Node) -> bool:
        """One element of an array; NULL where there is none."""
        array = node.node("refexpr")
        is_array = array is not None and self.known.types.get(_type(array), ("", None))[1] is not None
        one = node.word("reflowerindexpr") == NOTHING and node.word("refassgnexpr") == NOTHING
        return one and is_array and self._all(node)

    def most(self, node: Node) -> int | None:
        """Of a number the largest absolute value that it can have."""
        if node.kind == "VAR":
            return most_of(self.columns.get(node.number("varattno"), ""))
        if node.kind == "CONST":
            return self._constant(node)
        if node.kind in ("COALESCEEXPR", "MINMAXEXPR"):
            return _largest([self.most(arg) for arg in node.nodes("args")])
        if node.kind == "NULLIFEXPR":
            return self.most(node.nodes("args")[0])
        if node.kind == "CASEEXPR":
            results = [self.most(each) for when in node.nodes("args") for each in when.nodes("result")]
            return _largest(results + [self.most(each) for each in node.nodes("defresult")])
        if node.kind in ("OPEXPR", "FUNCEXPR"):
            function = node.number("opfuncid") or node.number("funcid")
            return self._most_of_call(self.known.signatures.get(function, ""), node.nodes("args"))
        return None

    def _most_of_call(self, signature: str, args: list[Node]) -> int | None:
        sizes = [self.most(arg) for arg in args]
        if SAME_SIZE.match(signature) or re.match(r"int\d+um\(|int[248]abs\(|abs\(", signature):
            return sizes[0]
        if re.match(r"(round|ceil|ceiling|floor)\(numeric", signature):
            return None if sizes[0] is None else 10 * sizes[0] + 1
        found = re.match(r"(?:int\d+|numeric_)(pl|mi|mul|div|mod|add|sub)\(", signature)
        if found and len(sizes) == 2:
            return _combined(found[1], sizes[0], sizes[1], signature.startswith("int") or _is_whole(args[1]))
        if re.match(r"(length|char_length|character_length|octet_length|array_length|cardinality|strpos)\(", signature):
            return 2**30
        return None

    def _constant(self, node: Node) -> int | None:
        name, _ = self.known.types.get(node.number("consttype"), ("", None))
        if node.word("constisnull") == "true":
            return 0
        if name in INTEGERS:
            return abs(_integer(node))
        return _numeric(node.bytes("constvalue")) if name == "numeric" else None


INT2, INT4, INT8 = 21, 23, 20
# Kinds of nodes that raise nothing themselves. A constant list, as for IN, is an ARRAYEXPR.
PLAIN = (
    "CONST", "BOOLEXPR", "NULLTEST", "BOOLEANTEST", "COALESCEEXPR", "CASEEXPR", "CASEWHEN", "CASETESTEXPR",
    "RELABELTYPE", "COLLATEEXPR", "ARRAYEXPR",
)  # fmt: skip

TYPE_FIELDS = (
    "vartype", "consttype", "opresulttype", "funcresulttype", "casetype", "coalescetype", "minmaxtype", "resulttype",
    "array_typeid", "refrestype",
)  # fmt: skip


def _type(node: Node) -> int:
    return next((node.number(name) for name in TYPE_FIELDS if name in node.values), 0)


def _is_constant(node: Node) -> bool:
    return all(each.kind in ("CONST", "FUNCEXPR", "OPEXPR", "RELABELTYPE", "COERCEVIAIO") for each in node.walk())


def _integer(node: Node) -> int:
    length = node.number("constlen")
    return int.from_bytes(node.bytes("constvalue")[:length], "little", signed=True)


def _numeric(value: bytes) -> int | None:
    """Not less than the absolute value of a numeric of the short form, of which the weight of its first four digits is
    told; 0 for zero."""
    if len(value) < 6:
        return None
    header = int.from_bytes(value[4:6], "little")
    if header & 0xC000 != 0x8000:
        return None
    if len(value) == 6:
        return 0
    weight = header & 0x3F
    if header & 0x40:
        weight -= 0x40
    return int(10 ** (4 * max(weight + 1, 0)))


def _is_not_zero(node: Node) -> bool:
    """A divisor: a constant, or ``nullif(…, 0)``, under casts that keep its value."""
    if node.kind == "CONST":
        return _is_constant_but_zero(node)
    if node.kind == "NULLIFEXPR":
        return node.nodes("args")[1].kind in ("CONST", "FUNCEXPR") and _is_zero(node.nodes("args")[1])
    return node.kind == "FUNCEXPR" and len(node.nodes("args")) == 1 and _is_not_zero(node.nodes("args")[0])


def _is_constant_but_zero(node: Node) -> bool:
    if node.number("constlen") > 0:
        return _integer(node) != 0
    return _numeric(node.bytes("constvalue")) not in (0, None)


def _is_zero(node: Node) -> bool:
    if node.kind == "FUNCEXPR":
        return len(node.nodes("args")) == 1 and _is_zero(node.nodes("args")[0])
    if node.kind != "CONST":
        return False
    return _integer(node) == 0 if node.number("constlen") > 0 else _numeric(node.bytes("constvalue")) == 0


def _is_whole(divisor: Node) -> bool:
    """Whether it is a whole number that was cast to numeric, so that dividing by it makes nothing larger."""
    while divisor.kind in ("FUNCEXPR", "NULLIFEXPR") and divisor.nodes("args"):
        divisor = divisor.nodes("args")[0]
        if divisor.kind != "FUNCEXPR" and _type(divisor) in (INT2, INT4, INT8):
            return True
    return False


def _largest(sizes: Sequence[int | None]) -> int | None:
    known = [size for size in sizes if size is not None]
    return max(known, default=None) if len(known) == len(sizes) else None


def _combined(operation: str, left: int | None, right: int | None, divided_by_whole: bool) -> int | None:
    if operation == "mod":
        return right if left is None else left
    if operation == "div":
        return left if divided_by_whole else None
    if left is None or right is None:
        return None
    return left * right if operation == "mul" else left + right
