"""What users do in Tryton, through its own model code; run by the Python of Tryton's virtual environment."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from trytond.config import config
from trytond.pool import Pool
from trytond.transaction import Transaction

from tests.crms.session import serve

DATABASE = os.environ["TRYTON_DATABASE"]
config.set("database", "uri", "postgresql://")
ADMIN = 1


def model(name: str) -> Any:
    return Pool().get(name)


def begin() -> None:
    """Everything that follows is one transaction, at Tryton's own isolation level."""
    context = {} if not _companies() else {"company": _companies()[0]}
    Transaction().start(DATABASE, ADMIN, context=context)


def commit() -> None:
    Transaction().stop(commit=True)


def rollback() -> None:
    Transaction().stop(commit=False)


def isolation() -> str:
    cursor = Transaction().connection.cursor()
    cursor.execute("show transaction_isolation")
    return str(cursor.fetchone()[0])


def read(query: str) -> list[Any]:
    """What a custom module of Tryton would see of our views, in the transaction that is open."""
    cursor = Transaction().connection.cursor()
    cursor.execute(query)
    return [list(row) for row in cursor.fetchall()]


def set_up() -> dict[str, int]:
    """A company with an employee, a currency, and one product."""
    rates = [("create", [{"rate": Decimal(1)}])]
    currency = _make("currency.currency", name="Euro", code="EUR", symbol="€", rates=rates)
    company = _make("company.company", party=new_party("Our own company"), currency=currency)
    model("res.user").write([model("res.user")(ADMIN)], {"companies": [("add", [company])], "company": company})
    with Transaction().set_context(company=company):
        employee = _make("company.employee", party=new_party("Our own employee"), company=company)
    return {"company": company, "employee": employee}


def new_party(name: str, **values: Any) -> int:
    return _make("party.party", name=name, **values)


def new_parties(names: Sequence[str]) -> list[int]:
    return [int(party.id) for party in model("party.party").create([{"name": name} for name in names])]


def change_party(party: int, **values: Any) -> None:
    _write("party.party", party, **values)


def delete_party(party: int) -> None:
    model("party.party").delete([model("party.party")(party)])


def merge_parties(source: int, destination: int) -> None:
    """The wizard Replace: deactivates the source and moves what Tryton knows of to the destination."""
    Replace = Pool().get("party.replace", type="wizard")
    session, _, _ = Replace.create()
    wizard = Replace(session)
    wizard.ask.source = model("party.party")(source)
    wizard.ask.destination = model("party.party")(destination)
    # The user answers "yes" to: these parties have different names.
    with Transaction().set_context(_skip_warnings=True):
        wizard.transition_replace()
    wizard.delete(session)


def hire(party: int) -> int:
    company = model("company.company").search([], limit=1)[0]
    return _make("company.employee", party=party, company=company.id)


def new_opportunity(party: int, start: str, amount: int, **values: Any) -> int:
    return _make(
        "sale.opportunity", party=party, start_date=_date(start), amount=Decimal(amount), employee=_employee(), **values
    )


def new_opportunities(party: int, start: str, amounts: Sequence[int]) -> list[int]:
    rows = [
        {"party": party, "start_date": _date(start), "amount": Decimal(amount), "employee": _employee()}
        for amount in amounts
    ]
    return [int(each.id) for each in model("sale.opportunity").create(rows)]


def change_opportunity(opportunity: int, **values: Any) -> None:
    _write("sale.opportunity", opportunity, **values)


def press(model_name: str, record: int, button: str) -> str:
    """A button of a form, such as lost or convert of an opportunity, quote or confirm of a sale; the new state."""
    Model = model(model_name)
    getattr(Model, button)([Model(record)])
    return str(Model(record).state)


BUTTONS = {
    "sale.opportunity": ("opportunity", "lead", "convert", "lost", "cancel"),
    "sale.sale": ("quote", "confirm", "cancel", "draft"),
    "ir.note": (),
}


def press_any(model_name: str, record: int, choice: int) -> None:
    buttons = BUTTONS[model_name]
    if buttons:
        press(model_name, record, buttons[choice % len(buttons)])


def move_record(model_name: str, record: int, party: int) -> None:
    """To another party."""
    values = {"resource": f"party.party,{party}"} if model_name == "ir.note" else {"party": party}
    _write(model_name, record, **values)


def delete(model_name: str, records: Sequence[int]) -> None:
    model(model_name).delete(model(model_name).browse(records))


def new_sale(party: int, lines: Sequence[int], date: str | None = None) -> int:
    """A draft without products: a line has a text and a price."""
    Sale, Line, Address = model("sale.sale"), model("sale.line"), model("party.address")
    sale = Sale(party=model("party.party")(party), sale_date=_date(date))
    sale.invoice_method = sale.shipment_method = "manual"
    sale.on_change_party()
    address = Address.search([("party", "=", party)]) or Address.create([{"party": party}])
    sale.invoice_address = sale.shipment_address = address[0]
    sale.lines = [Line(quantity=1, unit_price=Decimal(price), description="Work") for price in lines]
    sale.save()
    return int(sale.id)


def new_note(resource: str, message: str) -> int:
    return _make("ir.note", resource=resource, message=message)


def move_note(note: int, resource: str) -> None:
    _write("ir.note", note, resource=resource)


def new_attachment(resource: str, name: str) -> int:
    return _make("ir.attachment", resource=resource, name=name, type="data", data=b"text")


def new_complaint(party: int, date: str) -> int:
    types = model("sale.complaint.type").search([])
    if types:
        kind = int(types[0].id)
    else:
        (origin,) = model("ir.model").search([("model", "=", "sale.sale")])
        kind = _make("sale.complaint.type", name="Broken", origin=origin.id)
    return _make("sale.complaint", customer=party, date=_date(date), type=kind)


def new_project(name: str, party: int | None = None, parent: int | None = None) -> int:
    kind = "project" if parent is None else "task"
    return _make("project.work", name=name, type=kind, party=party, parent=parent, timesheet_available=True)


def change_project(project: int, **values: Any) -> None:
    _write("project.work", project, **values)


def new_hours(project: int, date: str, hours: int) -> int:
    (work,) = model("project.work")(project).timesheet_works
    duration = datetime.timedelta(hours=hours)
    return _make("timesheet.line", work=work.id, date=_date(date), duration=duration, employee=_employee())


def timed_saves(day: str) -> dict[str, float]:
    """Seconds that users wait for each save, its commit among it: each is a transaction of its own."""
    seconds: dict[str, float] = {}

    def save(what: str, action: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        begin()
        result = action()
        commit()
        seconds[what] = time.perf_counter() - start
        return result

    party = save("new party", lambda: new_party("Fjord Shipping"))
    opportunity = save("new opportunity", lambda: new_opportunity(party, day, 100))
    save("change opportunity", lambda: change_opportunity(opportunity, amount=Decimal(200)))
    save("lost", lambda: press("sale.opportunity", opportunity, "lost"))
    save("new note", lambda: new_note(f"party.party,{party}", "Called"))
    sale = save("new sale", lambda: new_sale(party, [10, 20], day))
    save("quote", lambda: press("sale.sale", sale, "quote"))
    save("confirm", lambda: press("sale.sale", sale, "confirm"))
    return seconds


def _make(model_name: str, **values: Any) -> int:
    (made,) = model(model_name).create([values])
    return int(made.id)


def _write(model_name: str, record: int, **values: Any) -> None:
    Model = model(model_name)
    dates = {name: _date(value) for name, value in values.items() if name.endswith("_date")}
    Model.write([Model(record)], {**values, **dates})


def _date(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _employee() -> int:
    return int(model("company.employee").search([], limit=1)[0].id)


def _companies() -> list[int]:
    with Transaction().start(DATABASE, 0, readonly=True):
        return [int(company.id) for company in model("company.company").search([], limit=1)]


def card(party: int) -> dict[str, Any]:
    """What a client gets of a party's form to which the card was added, and what it then reads of the party."""
    party_form = model("ir.model.data").get_id("party", "party_view_form")
    arch = (Path(__file__).parent / "card.xml").read_text()
    model("ir.ui.view").create([{"model": "party.party", "inherit": party_form, "data": arch}])
    names = ["saint_card", "saint_badge"]
    shown = model("party.party").fields_view_get(party_form, "form")
    (values,) = model("party.party").read([party], names)
    return {"arch": shown["arch"], "fields": [name for name in names if name in shown["fields"]], **values}


def main() -> None:
    # Its base classes read the settings.
    from tests.crms.tryton.card import Party

    Pool.start()
    Pool.register(Party, module="party", type_="model")
    with Transaction().start(DATABASE, 0, readonly=True):
        Pool(DATABASE).init()
    serve({name: action for name, action in globals().items() if callable(action) and not name.startswith("_")})


if __name__ == "__main__":
    main()
