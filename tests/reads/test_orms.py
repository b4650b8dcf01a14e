"""docs/reading.md, with an ORM: SQLAlchemy and Django, each with the card as a one-to-one of the company."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import django
import psycopg
import pytest
import sqlalchemy
from django.conf import settings
from django.core.management import call_command
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import ARRAY, ForeignKey, Text, select
from sqlalchemy.ext.automap import automap_base
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

from tests.reads.plans import explained, nodes, scans

# By name: an odd one, an even one.
FIRST = [("Company 1", ["known"], "Known"), ("Company 10", ["quiet"], "Quiet")]
BY_KEY = ("Index Scan", "company_pkey")


class Base(DeclarativeBase):
    """The mapped classes of this file."""


class Company(Base):
    __tablename__ = "company"
    __table_args__ = {"schema": "crm"}  # noqa: RUF012 - as SQLAlchemy's documentation writes it
    company_id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    card: Mapped[Card | None] = relationship(back_populates="company", viewonly=True)


class Card(Base):
    __tablename__ = "company_card"
    __table_args__ = {"schema": "saint"}  # noqa: RUF012
    id: Mapped[int] = mapped_column(ForeignKey(Company.company_id), primary_key=True)
    statuses: Mapped[list[str]] = mapped_column(ARRAY(Text))
    status: Mapped[str | None]
    name: Mapped[str | None]
    image_key: Mapped[str | None]
    company: Mapped[Company] = relationship(back_populates="card", viewonly=True)


@pytest.fixture(scope="module")
def engine(dsn: str) -> Iterator[sqlalchemy.Engine]:
    made = sqlalchemy.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn))
    yield made
    made.dispose()


def test_sqlalchemy(engine: sqlalchemy.Engine, crm: psycopg.Connection) -> None:
    page = select(Company).options(joinedload(Company.card)).order_by(Company.name).limit(50)
    with Session(engine) as session:
        found = [(c.name, c.card.statuses, c.card.name) for c in session.scalars(page) if c.card]
        assert found[:2] == FIRST
        assert len(found) == 50
        quiet = select(Company.company_id).join(Company.card).where(Card.status == "quiet", Company.company_id < 10)
        assert sorted(session.scalars(quiet)) == [2, 4, 6, 8]
    # one statement, each card by its key
    assert BY_KEY in scans(nodes(explained(crm, str(page.compile(engine, compile_kwargs={"literal_binds": True})))))


# A type of a table of ours that is not for users.
@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
def test_all_of_the_schema_by_automap(engine: sqlalchemy.Engine) -> None:
    found = sqlalchemy.MetaData()
    found.reflect(engine, schema="saint", views=True)
    assert {f"saint.company_{view}" for view in ("card", "counter", "status", "watermark")} <= found.tables.keys()
    assert found.tables["saint.company_card"].c.statuses.comment
    # a view has no key that a tool could find
    card = sqlalchemy.Table("company_card", found, schema="saint", extend_existing=True)
    card.append_constraint(sqlalchemy.PrimaryKeyConstraint(card.c.id))
    base = automap_base(metadata=found)
    base.prepare()
    with Session(engine) as session:
        mapped: Any = base.classes.company_card
        assert session.get_one(mapped, 10).status == "quiet"


@pytest.fixture(scope="module")
def configured(dsn: str) -> Iterator[None]:
    """Django, with schema saint on the path: inspectdb looks at what is found without a schema."""
    known = conninfo_to_dict(dsn)
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": known["dbname"],
                "USER": known.get("user", ""),
                "PASSWORD": known.get("password", ""),
                "HOST": known.get("host", ""),
                "PORT": known.get("port", ""),
                "OPTIONS": {"options": "-c search_path=saint,public"},
            }
        },
        INSTALLED_APPS=["tests.reads.list_page"],
        USE_TZ=True,
    )
    django.setup()
    yield
    from django.db import connections

    connections.close_all()


def test_django(configured: None, crm: psycopg.Connection) -> None:
    del configured
    from tests.reads.list_page.models import Company

    page = Company.objects.select_related("card").order_by("name")[:50]
    found = [(c.name, c.card.statuses, c.card.name) for c in page]
    assert found[:2] == FIRST
    assert len(found) == 50
    quiet = Company.objects.filter(card__status="quiet", company_id__lt=10)
    assert sorted(quiet.values_list("company_id", flat=True)) == [2, 4, 6, 8]
    assert BY_KEY in scans(nodes(explained(crm, str(page.query))))


def test_what_inspectdb_writes(configured: None) -> None:
    del configured
    written = io.StringIO()
    call_command("inspectdb", "company_card", "company_status_history", stdout=written)
    said = written.getvalue()
    assert "class CompanyCard(models.Model):" in said
    assert "statuses = django.contrib.postgres.fields.ArrayField" in said or "statuses = models." in said
    assert "db_comment='Key of the company, as crm.company has it'" in said
    assert "managed = False" in said
    compile(said, "models.py", "exec")
