"""A version is the same wherever it is written, and the checks before a commit are those of `make lint`."""

from __future__ import annotations

import json
import re
import tomllib

from ruamel.yaml import YAML

from pg_saint import __version__
from pg_saint.install import assemble
from pg_saint.shipped import source_root

ROOT = source_root()
META = json.loads((ROOT / "META.json").read_text())


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {META["version"], META["provides"]["pg_saint"]["version"], project["version"]} == {__version__}
    files = assemble()
    assert f"default_version = '{__version__}'" in files["pg_saint.control"]
    assert f"pg_saint--{__version__}.sql" in files
    assert re.search(rf"^## \[(Unreleased\]: )?{re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text(), re.M)


def test_what_pgxn_asks_for() -> None:
    required = {"name", "version", "abstract", "maintainer", "license", "provides", "meta-spec"}
    assert required <= META.keys()
    assert META["release_status"] in ("stable", "testing", "unstable")
    provided = META["provides"]["pg_saint"]
    assert (ROOT / provided["file"]).exists()
    assert (ROOT / provided["docfile"]).exists()
    requires = re.search(r"^requires = '(.*)'$", assemble()["pg_saint.control"], re.MULTILINE)
    assert requires
    assert {*requires[1].split(", "), "PostgreSQL"} == META["prereqs"]["runtime"]["requires"].keys()


def test_pre_commit_checks_what_make_lint_does() -> None:
    hooks = YAML(typ="safe").load(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [each["repo"] for each in hooks] == ["local"]
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe
    checks = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe[1].splitlines()]
    assert [hook["entry"] for hook in hooks[0]["hooks"]] == checks
