"""`saint serve` on a CRM's database, as the CRM's own pages and its users' browsers ask it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg

CRM = "https://crm.example.com"
HEADER = "X-Remote-User"
# Who may see statuses, and who may not. Roles are the server's: another database has them too.
ROLES = """
    do $$ begin
        create role saint_test_sees in role saint_reader;
        create role saint_test_sees_not;
    exception when duplicate_object then null;
    end $$
"""


@contextmanager
def served(dsn: str) -> Iterator[str]:
    """Its address, without a / at its end; embedded by CRM alone."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(ROLES)
    words = ["serve", "--port", "0", "--header", HEADER, "--proxy", "127.0.0.1", "--embed", CRM, "--dsn", dsn]
    with subprocess.Popen([sys.executable, "-m", "pg_saint", *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip().rstrip("/")
        finally:
            process.terminate()


def answered(address: str, role: str = "saint_test_sees") -> tuple[int, str, str]:
    """The status code, the policy, and what a visitor of that role sees."""
    try:
        with urlopen(Request(address, headers={HEADER: role})) as answer:
            return answer.status, str(answer.headers["content-security-policy"]), answer.read().decode()
    except HTTPError as error:
        return error.code, str(error.headers["content-security-policy"]), error.read().decode()


def require_embedded(card: str, badge: str, *shown: str) -> None:
    """That the CRM's pages may show a card and a badge of a record, to who sees statuses and to nobody else."""
    code, policy, text = answered(card)
    assert code == 200, text
    assert f"frame-ancestors 'self' {CRM}" in policy
    for each in shown:
        assert each in text
    code, _, image = answered(badge)
    assert code == 200, image
    assert image.startswith("<svg")
    for address in (card, badge):
        code, _, text = answered(address, "saint_test_sees_not")
        assert code in (401, 403)
        assert not any(each in text for each in shown)
