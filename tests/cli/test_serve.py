"""saint serve: what it refuses, and that it listens and stops."""

from __future__ import annotations

import signal
import subprocess
import sys
from urllib.request import urlopen

import pytest

from tests.cli.conftest import Saint
from tests.support import LIMIT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--header", "x-user"), "--proxy"),
        (("--roles", __file__), "--header"),
        (("--embed", "https://crm.example.com/path"), "is no origin"),
        (("--embed", "crm.example.com"), "is no origin"),
        (("--header", "x-user", "--proxy", "127.0.0.1", "--roles", __file__), "a visitor and a role are wanted"),
        (("--link", "company=javascript:{key}"), "is no link"),
        (("--link", "company=https://crm.example.com/"), "is no link"),
        (("--host", "203.0.113.1"), "cannot listen"),
    ],
)
def test_refused(saint: Saint, words: tuple[str, ...], said: str) -> None:
    result = saint("serve", *words)
    assert (result.exit_code, said in result.stderr) == (2, True), result.output


def test_listens_until_it_is_stopped(database: str) -> None:
    line = [sys.executable, "-m", "pg_saint", "serve", "--port", "0", "--dsn", database]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            with urlopen(f"{address}health", timeout=LIMIT) as answer:
                assert answer.read() == b"ok\n"
            process.send_signal(signal.SIGTERM)
            assert process.wait(LIMIT) == 0
        finally:
            process.kill()
