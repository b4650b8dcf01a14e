"""What is defined is used somewhere: functions, methods and fields of the code, and what real CRMs are made to do."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEFINED = re.compile(r"^((?: *@.+\n)*) *def ([a-z]\w*)|^    ([a-z_]\w*): ", re.MULTILINE)
FILES = [*(ROOT / "generator").rglob("*.py"), *(ROOT / "tests" / "crms").glob("*/actions.py")]
READ = [
    *FILES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py"), *(ROOT / "generator").rglob("*.sql"),
    *(ROOT / "generator").rglob("*.html"),
]  # fmt: skip
# Called by what they are given to.
BY_OTHERS = {
    "list_commands", "get_command", "format_commands",  # click
    "literal_sql", "not_sql", "neg_sql", "interval_sql",  # sqlglot
    "model_config",  # pydantic
    "do_GET", "log_message", "version_string",  # http.server
}  # fmt: skip


def test_every_name_is_used() -> None:
    used = Counter(word for file in set(READ) for word in re.findall(r"\w+", file.read_text()))
    alone = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in FILES
        for decorated, method, field in DEFINED.findall(file.read_text())
        for name in [method or field]
        # A command is called by its name on the command line.
        if used[name] == 1 and name not in BY_OTHERS and ".command" not in decorated
    ]
    assert alone == []
