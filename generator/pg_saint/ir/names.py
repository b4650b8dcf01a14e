"""Names as SQL identifiers: quoted wherever PostgreSQL would read them otherwise."""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import sha256

from sqlglot import exp

PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
MAX_BYTES = 63

# Every word that pg_get_keywords() does not call unreserved.
NOT_UNRESERVED = """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
    cast char character check coalesce collate collation column concurrently constraint create cross
    current_catalog current_date current_role current_schema current_time current_timestamp current_user dec decimal
    default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from
    full grant greatest group grouping having ilike in initially inner inout int integer intersect interval into is
    isnull join lateral leading least left like limit localtime localtimestamp national natural nchar none
    normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position
    precision primary real references returning right row select session_user setof similar smallint some
    substring symmetric system_user table tablesample then time timestamp to trailing treat trim true union unique
    user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
    xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
"""
KEYWORDS = frozenset(NOT_UNRESERVED.split())


def identifier(name: str) -> exp.Identifier:
    """`name`, exactly as the catalog has it, as an identifier that is quoted where it must be."""
    return exp.Identifier(this=name, quoted=not PLAIN.match(name) or name in KEYWORDS)


def field_of_record(entity: str, field: str) -> str:
    """What a field of the record is called among those of its events: a name that no field of a source has."""
    name = f"{entity}.{field}"
    return name if len(name.encode()) <= MAX_BYTES else f"{name[:40]}.{sha256(name.encode()).hexdigest()[:12]}"


def column(name: str, table: str | None = None) -> exp.Column:
    """A column, qualified by the alias `table` where one is given."""
    return exp.Column(this=identifier(name), table=identifier(table) if table else None)


def exact_name(part: exp.Expr) -> str:
    """The name that an identifier in SQL text means: folded to lower case, as PostgreSQL does, unless it was quoted."""
    return str(part.name) if part.args.get("quoted") else folded(str(part.name))


def folded(name: str) -> str:
    """Only ASCII letters: so PostgreSQL folds a name where a character may have several bytes."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def unique_name(wanted: str, taken: Collection[str], longest: int = MAX_BYTES) -> str:
    """`wanted`, cut to what PostgreSQL keeps (or `longest` bytes) and numbered if it is taken."""
    name = wanted.encode()[:longest].decode(errors="ignore")
    number = 2
    while name in taken:
        suffix = f"_{number}"
        name = wanted.encode()[: longest - len(suffix)].decode(errors="ignore") + suffix
        number += 1
    return name
