"""Run by the Python of an environment in which nothing but pg_saint was installed: does what it brings work?

`try_release.py README.md`: installs the extension, and applies the page's definition on a server of its own.
`try_release.py --same FOLDER`: the extension's files below FOLDER are those that this package brings.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import psycopg

from pg_saint import install
from pg_saint.apply import apply_plan
from pg_saint.cluster import Cluster
from pg_saint.plan import make_plan
from pg_saint.validate import load


def apply_the_definition_of(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    (tables,) = re.findall(r"^```sql\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (definition,) = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    install.install()
    with Cluster(in_memory=True) as cluster, psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute("create extension pg_saint cascade")
        connection.execute(tables.encode())
        file = cluster.folder / "saint.yaml"
        file.write_text(definition, encoding="utf-8")
        apply_plan(connection, make_plan(connection, load([file])))
        found = connection.execute("select id, status from saint.company_status").fetchall()
        assert found == [(1, "neglected_customer")], found
        assert connection.execute("select * from saint.check()").fetchall() == []
    print("installed, applied, exact")


def compare_with(folder: Path) -> None:
    there = {file.name: file.read_text(encoding="utf-8") for file in folder.rglob("pg_saint*") if file.is_file()}
    brought = install.assemble()
    assert there.keys() == brought.keys(), f"{sorted(there)} are not {sorted(brought)}"
    different = [name for name, text in brought.items() if there[name] != text]
    assert not different, f"not as the package brings them: {different}"
    print(f"the same {len(there)} files")


assert Path(install.__file__).is_relative_to(sys.prefix), install.__file__
if sys.argv[1] == "--same":
    compare_with(Path(sys.argv[2]))
else:
    apply_the_definition_of(Path(sys.argv[1]))
