"""What a page shows as code is run by a test, or marked as an illustration; its commands are there either way.

After the three backquotes stands the language. `yaml`, `sql`, `ini` and `console` (commands after `$`, and what they
print) are run by the tests of this folder; `LANGUAGE illustration` is not; `text` is a drawing.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from pg_saint.cli import saint
from tests.docs.test_criteria import PAGE as CRITERIA
from tests.docs.test_examples import DEFINING, DEFINITIONS, PAGES, README, ROOT, SCHEMAS
from tests.docs.test_queries import HISTORY, SELECTIONS
from tests.docs.test_texts_page import PAGE as TEXTS
from tests.docs.test_texts_page import VARIABLES
from tests.docs.test_worker_unit import PAGE as OPERATING

RUN = {
    "yaml": set(DEFINING),
    "sql": {README, CRITERIA, DEFINITIONS, SCHEMAS, SELECTIONS, HISTORY, TEXTS, VARIABLES},
    "ini": {OPERATING},
    "console": {README},
}
FENCED = re.compile(r"^```(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def commands(page: Path) -> list[str]:
    """Of blocks of `sh` each line, of `console` what comes after `$`."""
    found = []
    for language, text in FENCED.findall(page.read_text()):
        lines = text.splitlines() if language.startswith("sh") else re.findall(r"^\$ (.*)", text, re.MULTILINE)
        found += [line.split(" # ")[0] for line in lines]
    return found


@pages
def test_each_block_is_run_or_an_illustration(page: Path) -> None:
    text = page.read_text()
    for language, _ in FENCED.findall(text):
        assert language == "text" or language.endswith(" illustration") or page in RUN.get(language, ()), language
    outside = FENCED.sub("", text)
    assert not re.findall(r"^    (?:\$ |saint |make |select |create ).*", outside, re.MULTILINE), "fence it"


@pages
def test_its_commands_are_there(page: Path) -> None:
    for line in commands(page):
        words = [word for word in shlex.split(line) if "=" not in word or word.startswith("-")]
        if words[:1] == ["saint"]:
            command = saint.get_command(click.Context(saint), words[1])
            assert command is not None, line
            command.make_context(words[1], words[2:]).close()
    for name in re.findall(r"`saint ([a-z]+)", page.read_text()):
        assert saint.get_command(click.Context(saint), name), f"saint {name}"
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"(?:`|^\$ )make ([a-z][a-z0-9-]*)", page.read_text(), re.MULTILINE):
        assert re.search(rf"^(?:[a-z0-9- ]* )?{target}(?: [a-z0-9- ]*)?:", makefile, re.MULTILINE), f"make {target}"
