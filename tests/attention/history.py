"""A random life of the small CRM: rows that come, change, move to another company, and go."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from tests.attention.conftest import Crm
from tests.attention.naive import Change

STAGES = ("suspect", "quote", "order", "lapsed")


class History:
    def __init__(self, crm: Crm, seed: int) -> None:
        self.crm, self.random = crm, Random(seed)
        self.changes: list[Change] = []
        self.today = date(2026, 6, 1)

    def live(self, steps: int) -> None:
        self._companies()
        for _ in range(steps):
            self.random.choice(
                [self.activity] * 6 + [self.letter] * 3 + [self.sale] * 4 + [self.stage] * 6 + [self.invoice] * 3
                + [self.call] * 3 + [self.move] * 3 + [self.gone] * 2 + [self.company] + [self.tomorrow]
            )()  # fmt: skip

    def _companies(self) -> None:
        for n in range(1, 15):
            category = "Lead" if n % 4 == 0 else "Customer"
            self.crm.execute(
                "insert into crm.company (company_id, code, name, category, owner_id) values (%s, %s, %s, %s, %s)",
                (n, f"C{n}", f"Company {n}", category, 1 + n % 3),
            )

    def some_company(self) -> int | None:
        # skewed: some get much, some nothing; 99 does not exist
        return self.random.choice([1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 99, None])

    def some_user(self) -> int | None:
        return self.random.choice([1, 2, 3, None])

    def some_time(self) -> datetime | None:
        """Within two years; sometimes ahead, sometimes at the edge of a day in Amsterdam."""
        day = datetime.combine(self.today, datetime.min.time(), UTC) - timedelta(days=self.random.randint(-20, 700))
        return self.random.choice([day + timedelta(hours=22), day + timedelta(hours=23, minutes=30), day, day, None])

    def some_amount(self) -> int | None:
        return self.random.choice([100, 250, 1000, -300, 0, 40, None])

    def activity(self) -> None:
        self.crm.execute(
            "insert into crm.activity (company_id, user_id, subject, starts_at) values (%s, %s, 'Call', %s)",
            (self.some_company(), self.some_user(), self.some_time()),
        )

    def letter(self) -> None:
        self.crm.execute(
            "insert into crm.letter (company_id, user_id, subject, written_at) values (%s, %s, null, %s)",
            (self.some_company(), self.some_user(), self.some_time()),
        )

    def sale(self) -> None:
        self.crm.execute(
            "insert into crm.sale (company_id, user_id, stage, created_at, sale_date, amount, title)"
            " values (%s, %s, %s, %s, %s, %s, 'PCs')",
            (self.some_company(), self.some_user(), self.random.choice([*STAGES, None]),
             self.some_time() or "2026-05-05", self.some_time(), self.some_amount()),
        )  # fmt: skip

    def stage(self) -> None:
        """One row or many, to the same state or another."""
        became, user = self.random.choice([*STAGES, None]), self.some_user()
        part = self.random.choice([1, 3, 7])
        where = "mod(sale_id, %s) = 0" if part > 1 else "sale_id = (select max(sale_id) from crm.sale where %s > 0)"
        before = self.crm.rows(f"select sale_id, stage from crm.sale where {where}", part)
        with self.crm.connection.transaction():
            change = f"update crm.sale set stage = %s, changed_by = %s where {where}"
            self.crm.execute(change.encode(), (became, user, part))
            [(now,)] = self.crm.rows("select saint.now()")
        assert isinstance(now, datetime)
        for id, was in before:
            if was is not None and became is not None and was != became:
                assert isinstance(id, int)
                assert isinstance(was, str)
                self.changes.append(Change(id, now, user, was, became))

    def invoice(self) -> None:
        self.crm.execute(
            "insert into crm.invoice values (%s, %s, %s, %s, %s)",
            (f"F{self.random.randrange(10**9)}", self.some_company(), self.some_user(), self.some_time(),
             self.some_amount()),
        )  # fmt: skip

    def call(self) -> None:
        [(id,)] = self.crm.rows(
            "insert into crm.call (user_id, opened_at, title) values (%s, %s, 'Broken') returning call_id",
            self.some_user(), self.some_time(),
        )  # fmt: skip
        for place in range(self.random.randint(0, 3)):
            self.crm.execute("insert into crm.call_company values (%s, %s, %s)", (id, self.some_company(), place))

    def move(self) -> None:
        table = self.random.choice(["activity", "letter", "sale", "invoice", "call_company"])
        self.crm.execute(
            f"update crm.{table} set company_id = %s where company_id = %s".encode(),
            (self.some_company(), self.some_company()),
        )

    def gone(self) -> None:
        table = self.random.choice(["activity", "letter", "sale", "invoice"])
        soft = table in ("activity", "sale") and self.random.random() < 0.5
        change = f"update crm.{table} set deleted = not deleted" if soft else f"delete from crm.{table}"
        self.crm.execute(f"{change} where company_id = %s".encode(), (self.random.choice([4, 5, 6]),))

    def company(self) -> None:
        self.crm.execute("update crm.company set deleted = not deleted where company_id = %s", (self.some_company(),))

    def tomorrow(self) -> None:
        self.today += timedelta(days=1)
        self.crm.execute("select saint.set_today(%s)", (self.today,))
