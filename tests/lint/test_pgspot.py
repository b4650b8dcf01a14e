"""pgspot over sql/, the extension's tables, and the SQL of the golden cases: what could run somebody else's code?

Each script begins with the search_path that `create extension` and an apply run under.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPTS = [
    *sorted((ROOT / "sql").glob("*.sql")),
    *sorted((ROOT / "extension" / "tables").glob("*.sql")),
    *sorted((ROOT / "tests" / "golden" / "cases").glob("*.sql")),
]
PATH = "set search_path = pg_catalog, pg_temp;"
# In schemas where nobody else creates anything: a plan looks who owns what it replaces.
REPLACED = {"PS002: Unsafe function creation", "PS015: Unsafe view creation"}
WITHOUT_PATH = "PS005: Function without explicit search_path"
DEFINER_WITHOUT_PATH = "PS003: SECURITY DEFINER function without explicit search_path"
# Asked in each query. A test has operators of a reader's in its way: tests/partitions.
QUALIFIED = {"saint.partitions_changed"}
# Functions that run with their caller's rights and search_path, and what stands in them: a `set` costs more than they
# do, or keeps them out of the query that calls them. What has more rights calls them under a path of its own.
CALLERS = re.compile(
    r"saint\.(caller|change_title|now|partitions_now|pinned_today|present_entities|shown"
    # They write into the CRM's table, as the user whom its policies and triggers are for.
    r"|create_follow_ups?|write_follow_ups(_each)?)"
    r"|saint_data\.(\w+_(statuses|answers|next_change|criteria|refresh_statuses|advance|advance_many|write_\w+)|delta_day)"
)
# Bodies that PostgreSQL reads when they are created, which pgspot 0.9.4 cannot.
UNREAD = {
    "day_of", "exact", "midnight_passed", "months_later", "months_reached", "quote_ident", "shortest", "start_of",
    "today",
}  # fmt: skip


def findings(folder: Path) -> dict[str, str]:
    """What it says, by the script's name."""
    copies = []
    for script in SCRIPTS:
        copies.append(folder / f"{script.parent.name}_{script.name}")
        copies[-1].write_text(f"{PATH}\n{script.read_text()}")
    command = [sys.executable, "-m", "pgspot", "--ignore-lang", "plpython3u", *map(str, copies)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "\nTOTAL: " in done.stdout, f"{done.stderr}\nmake venv installs it"
    parts = re.split(rf"^{re.escape(str(folder))}/(.*)\.sql: $", done.stdout, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def unexcused(said: str) -> list[str]:
    found = re.findall(r"^(PS\d+: [^:]+): (.*?) at line (\d+)$", said, re.MULTILINE | re.DOTALL)
    excused = {line for what, of, line in found if what == WITHOUT_PATH and CALLERS.fullmatch(of.split("(")[0])}
    # Line 1 is the path; a statement's line is that after the one before.
    excused |= {line for what, of, line in found if what == DEFINER_WITHOUT_PATH and of.split("(")[0] in QUALIFIED}
    return [f"{what}: {of}" for what, of, line in found if what not in REPLACED and line not in excused]


def test_nothing_is_found_that_has_no_reason(tmp_path: Path) -> None:
    said = findings(tmp_path)
    assert len(said) == len(SCRIPTS)
    assert {name: found for name, text in said.items() if (found := unexcused(text))} == {}
    assert {name for name, text in said.items() if "list index out of range" in text} == {f"sql_{n}" for n in UNREAD}
