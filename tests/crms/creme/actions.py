"""What users do in Creme, through its own model code; run by the Python of Creme's virtual environment."""

from __future__ import annotations

import datetime
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.crms.creme.settings")
django.setup()

from creme.activities.models import Activity, ActivitySubType, Status  # noqa: E402
from creme.assistants.models import ToDo  # noqa: E402
from creme.billing.models import Invoice, InvoiceStatus  # noqa: E402
from creme.creme_core.forms.merge import MergeField, form_factory  # noqa: E402
from creme.creme_core.gui.bricks import brick_registry  # noqa: E402
from creme.creme_core.models import BrickDetailviewLocation, CremeEntity, CremeUser, Relation  # noqa: E402
from creme.opportunities.models import Opportunity, SalesPhase  # noqa: E402
from creme.persons.models import Contact, Organisation  # noqa: E402
from creme.tickets.models import Criticity, Priority, Ticket  # noqa: E402
from creme.tickets.models import Status as TicketStatus  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from tests.crms.creme.bricks import SaintBrick  # noqa: E402
from tests.crms.session import serve  # noqa: E402

SUB_TYPES = {
    "incoming": "49b2ce30-fe7b-409b-b4ef-4749400b88c7",
    "outgoing": "38729b63-8133-4244-84c4-082364846638",
    "meeting": "e129154e-0d33-4f1e-9d2f-2ece81688e31",
}


def begin() -> None:
    """Everything that follows is one transaction, as a request is in Creme, at Django's own isolation level."""
    transaction.set_autocommit(False)


def commit() -> None:
    transaction.commit()
    transaction.set_autocommit(True)


def rollback() -> None:
    transaction.rollback()
    transaction.set_autocommit(True)


def isolation() -> str:
    return str(read("show transaction_isolation")[0][0])


def read(query: str) -> list[Any]:
    """What a page of Creme would see of our views, in the transaction that is open."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [list(row) for row in cursor.fetchall()]


def new_company(name: str, managed: bool = False) -> int:
    return int(Organisation.objects.create(user=_user(), name=name, is_managed=managed).id)


def new_person(last_name: str, employer: int | None = None) -> int:
    person = Contact.objects.create(user=_user(), first_name="Kari", last_name=last_name)
    if employer is not None:
        relate(person.id, "persons-subject_employed_by", employer)
    return int(person.id)


def relate(subject: int, kind: str, target: int) -> None:
    Relation.objects.safe_create(
        user=_user(), subject_entity=_entity(subject), type_id=kind, object_entity=_entity(target)
    )


def unrelate(subject: int, kind: str, target: int) -> None:
    """Creme removes the symmetric row as well."""
    Relation.objects.get(subject_entity=subject, type_id=kind, object_entity=target).delete()


def new_activity(day: str, kind: str, participants: list[int], status: str = "Done") -> int:
    sub_type = ActivitySubType.objects.get(uuid=SUB_TYPES[kind])
    activity = Activity.objects.create(
        user=_user(), title=f"A {kind}", start=_noon(day), end=_noon(day), type=sub_type.type, sub_type=sub_type,
        status=Status.objects.get(name=status),
    )  # fmt: skip
    for participant in participants:
        # Persons take part in an activity, companies are what it is about.
        role = "participates_to_activity" if isinstance(_entity(participant), Contact) else "activity_subject"
        relate(participant, f"activities-subject_{role}", activity.id)
    return int(activity.id)


def change_activity(activity: int, day: str | None = None, status: str | None = None) -> None:
    found = Activity.objects.get(id=activity)
    if day is not None:
        found.start = found.end = _noon(day)
    if status is not None:
        found.status = Status.objects.get(name=status)
    found.save()


def new_opportunity(day: str, target: int, sales: int) -> int:
    opportunity = Opportunity(
        user=_user(), name="Shop", estimated_sales=sales, expected_closing_date=_date(day),
        sales_phase=SalesPhase.objects.get(name="Forthcoming"),
    )  # fmt: skip
    opportunity.emitter = Organisation.objects.filter(is_managed=True).first()
    opportunity.target = _entity(target)
    opportunity.save()
    return int(opportunity.id)


def change_opportunity(opportunity: int, phase: str | None = None, target: int | None = None) -> None:
    found = Opportunity.objects.get(id=opportunity)
    if phase is not None:
        found.sales_phase = SalesPhase.objects.get(name=phase)
    if target is not None:
        found.target = _entity(target)
    found.save()


def change_phase(name: str, won: bool) -> None:
    """The administrator says that a phase means won, or no longer does."""
    phase = SalesPhase.objects.get(name=name)
    phase.won = won
    phase.save()


def new_invoice(day: str, target: int) -> int:
    invoice = Invoice(user=_user(), name="Invoice", issuing_date=_date(day), status=InvoiceStatus.objects.first())
    invoice.source = Organisation.objects.filter(is_managed=True).first()
    invoice.target = _entity(target)
    invoice.save()
    return int(invoice.id)


def new_ticket(about: int) -> int:
    ticket = Ticket.objects.create(
        user=_user(), title="Broken", description="It is", status=TicketStatus.objects.get(name="Open"),
        priority=Priority.objects.first(), criticity=Criticity.objects.first(),
    )  # fmt: skip
    relate(about, "tickets-subject_linked_2_ticket", ticket.id)
    return int(ticket.id)


def close_ticket(ticket: int) -> None:
    found = Ticket.objects.get(id=ticket)
    found.status = TicketStatus.objects.get(name="Closed")
    found.save()


def new_todo(about: int, day: str) -> int:
    todo = ToDo(user=_user(), title="Call", deadline=_noon(day), real_entity=_entity(about))
    todo.save()
    return int(todo.id)


def finish_todo(todo: int) -> None:
    found = ToDo.objects.get(id=todo)
    found.is_ok = True
    found.save()


def rename(entity: int, name: str) -> None:
    found = _entity(entity)
    found.name = name
    found.save()


def trash(entity: int) -> None:
    _entity(entity).trash()


def restore(entity: int) -> None:
    _entity(entity).restore()


def delete(entity: int) -> None:
    _entity(entity).delete()


def merge(kept: int, other: int) -> None:
    """Creme's own form of the merge, sent as its page proposes it."""
    first, second, user = _entity(kept), _entity(other), _user()
    Form = form_factory(type(first))
    sent = {}
    for name, field in Form(first, second, user=user).fields.items():
        if isinstance(field, MergeField):
            for part, value in zip(("1", "2", "merged"), field.initial or (), strict=False):
                if value:
                    sent[f"{name}_{part}"] = value
    form = Form(first, second, user=user, data=sent)
    if not form.is_valid():
        raise ValueError(form.errors.as_json())
    form.save()


def page_with_card(company: int) -> str:
    """The page of an organisation, as Creme answers a browser, after an administrator has put the card there."""
    brick_registry.register(SaintBrick)
    BrickDetailviewLocation.objects.create_if_needed(
        brick=SaintBrick, order=1, zone=BrickDetailviewLocation.RIGHT, model=Organisation
    )
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(_user())
    answer = browser.get(_entity(company).get_absolute_url())
    if answer.status_code != 200:
        raise ValueError(answer.content.decode())
    return str(answer.content.decode())


def _user() -> Any:
    return CremeUser.objects.get(username="root")


def _entity(id: int) -> Any:
    return CremeEntity.objects.get(id=id).get_real_entity()


def _date(day: str) -> datetime.date:
    return datetime.date.fromisoformat(day)


def _noon(day: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00")


def main() -> None:
    serve({name: action for name, action in globals().items() if callable(action) and not name.startswith("_")})


if __name__ == "__main__":
    main()
