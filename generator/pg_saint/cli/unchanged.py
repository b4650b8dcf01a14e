"""Whether anything has changed since an apply found nothing to do: making a plan takes seconds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import psycopg
from psycopg import sql

import pg_saint
from pg_saint.cli.output import print_json, warn

KEPT = 20  # answers, the newest
# What a plan reads of the database. Whatever is written there has another xmin, or is gone. Without statistics, and
# without what a tick writes.
READ = {
    "pg_catalog": (
        "pg_attrdef", "pg_attribute", "pg_auth_members", "pg_cast", "pg_class", "pg_collation", "pg_constraint",
        "pg_depend", "pg_description", "pg_enum", "pg_extension", "pg_index", "pg_inherits", "pg_language",
        "pg_namespace", "pg_opclass", "pg_operator", "pg_partitioned_table", "pg_policy", "pg_proc", "pg_range",
        "pg_rewrite", "pg_trigger", "pg_type",
    ),
    "saint": (
        "compiled", "computed", "counter", "definition", "entity", "image", "language", "mapped_column",
        "mapped_table", "monitor", "not_crashed", "partitioned", "selection", "selection_entry",
        "selection_refresh", "status",
    ),
}  # fmt: skip
OF_TABLE = """
    select {name}::text, count(*), sum(pg_catalog.hashtextextended(t.xmin::text || t.ctid::text, 0)) from {table} t
"""
# Which day was pruned last does not matter.
OF_RETENTION = """
    select 'saint.retention', count(*), sum(pg_catalog.hashtextextended(r.what || r.days, 0)) from saint.retention r
"""
# What a session or the server is told differently may be another plan.
OF_SESSION = """
    select s.name, 0, pg_catalog.hashtextextended(s.setting, 0) from pg_catalog.pg_settings s
    -- nor those of a module, which are there once it is loaded
    where s.name not like '%.%'
    union all
    select r.rolname, (r.rolname = current_user)::integer, r.oid::bigint * case when r.rolsuper then -1 else 1 end
    from pg_catalog.pg_roles r
"""


@dataclass(frozen=True)
class Unchanged:
    """Of one apply: `words` are what it was told beside the paths. Only where a plan before found nothing to do for the
    same files, read by the same code, and nothing that it read in the database has been written since."""

    connection: psycopg.Connection
    paths: Sequence[Path]
    words: tuple[Any, ...]

    def told(self) -> dict[str, Any] | None:
        """What that plan told, as for ``--json``; None where there may be something to do."""
        if self.file is None:
            return None
        try:
            answer = json.loads(self.file.read_text(encoding="utf-8"))
            same = all(_digest(Path(image)) == digest for image, digest in answer["images"].items())
            return dict(answer["told"]) if same else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def remember(self, told: dict[str, Any], images: Iterable[Path]) -> None:
        """`told`: as for ``--json``; `images`: the files that were read beside those of the paths."""
        if self.file is None or told["under_way"]:
            return
        try:
            answer = {"told": told, "images": {str(file): _digest(file) for file in images}}
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps(answer), encoding="utf-8")
            old = sorted(self.file.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)[:-KEPT]
            for file in old:
                file.unlink(missing_ok=True)
        except OSError:
            # Nobody is the worse for it.
            return

    @cached_property
    def file(self) -> Path | None:
        """The name is what the answer depends on. None: where that cannot be told, on a standby for instance."""
        try:
            given = [(str(path), [(str(file), _digest(file)) for file in _files(path)]) for path in self.paths]
            parts = [self.words, given, _code(), self._database()]
            # Where neither Windows' folders are known nor a user's number, there is no folder either.
            import platformdirs
        except (OSError, ImportError, psycopg.Error):
            return None
        name = sha256(json.dumps(parts, default=str).encode()).hexdigest()
        return Path(platformdirs.user_cache_path("pg_saint", appauthor=False)) / "nothing_to_do" / f"{name}.json"

    def _database(self) -> list[Any]:
        """In one statement, and so as of one moment. It is asked before the plan is made: what changes while that is
        made is another answer the next time."""
        queries: list[sql.Composable] = [sql.SQL(OF_SESSION), sql.SQL(OF_RETENTION)]
        for schema, tables in READ.items():
            for table in tables:
                name, of = sql.Literal(f"{schema}.{table}"), sql.Identifier(schema, table)
                queries.append(sql.SQL(OF_TABLE).format(name=name, table=of))
        query = sql.SQL(" union all ").join(queries) + sql.SQL(" order by 1, 2, 3")
        return [self.connection.info.server_version, *self.connection.execute(query).fetchall()]


def show_nothing(told: dict[str, Any], as_json: bool) -> None:
    """As the apply did that found nothing to do."""
    if as_json:
        print_json(told)
        return
    for said in told["others"]:
        warn(said)
    for warning in told["warnings"]:
        warn(f"warning: {warning}")
    for schema, said in told.get("schemas", {}).items():
        click.echo(f"schema {schema}: {said}")
    click.echo("nothing to do")


def _files(path: Path) -> Iterator[Path]:
    """Raises OSError where it is no file and no folder."""
    if path.is_dir():
        yield from sorted(file for file in path.iterdir() if file.is_file())
    elif path.is_file():
        yield path
    else:
        raise OSError(f"{path} is no file")


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _code() -> list[Any]:
    """Which code makes a plan: the files of this package, and what prints SQL."""
    folder = Path(pg_saint.__file__).parent
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")
    own = [(str(file), (found := file.stat()).st_size, found.st_mtime_ns) for file in files]
    return [pg_saint.__version__, version("sqlglot"), version("jinja2"), own]
