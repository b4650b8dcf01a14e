"""Texts with variables, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plpython.text_template import render, variables

VALUES = {"name": "Rotterdam Kaas", "cont": "Pernille", "cpho": "+31 6", "mail": "info@kaas.nl", "none": None, "n": 3}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("<name> has not heard from us.", "Rotterdam Kaas has not heard from us."),
        ("<n> calls", "3 calls"),
        ("1 < 2 and <<name> [[x]] :) (", "1 < 2 and <name> [x] :) ("),
        ("by phone (<cpho>) or mail (<mail>)", "by phone (+31 6) or mail (info@kaas.nl)"),
        # words instead
        ("call <none|the switchboard>!", "call the switchboard!"),
        ("call <cpho|the switchboard>!", "call +31 6!"),
        # a part in brackets goes
        ("Call <cpho>[ or write to <none>].", "Call +31 6."),
        ("Call <cpho>[ or write to <mail>].", "Call +31 6 or write to info@kaas.nl."),
        ("[<cont> ][(<none>, <cpho>) ]calls", "Pernille calls"),
        # parentheses go, with the space before them
        ("by phone (<none>) or mail (<none>), or both (<none>).", "by phone or mail, or both."),
        ("by phone (<none>)", "by phone"),
        # elsewhere the sentence goes
        ("<name> is quiet. <none> should call them! Soon.", "Rotterdam Kaas is quiet. Soon."),
        ("<name> is quiet. <none> should call them.", "Rotterdam Kaas is quiet."),
        ("Version 1.5 of <none> is out. Good.", "Good."),
        ("<unknown> is missing as well.", "Neglected customer"),
        ("", "Neglected customer"),
    ],
)
def test_render(template: str, text: str) -> None:
    assert render(template, VALUES, otherwise="Neglected customer") == text


@pytest.mark.parametrize("blank", [None, "", "  ", "\n"])
def test_a_blank_value_is_a_missing_one(blank: str | None) -> None:
    assert render("Call <cpho|them>.", {"cpho": blank}) == "Call them."


@pytest.mark.parametrize(
    "value",
    ["<mail>", "[x]", "(", "a. b. c", "{{ 7 * 7 }}", "%s %(name)s", "{name}", "$1; drop table x", "\\1 \\n", "'''"],
)
def test_nothing_in_a_value_is_interpreted(value: str) -> None:
    assert render("Call <name> (<name>)[, <name>]. Now.", {"name": value, "mail": "x"}) == (
        f"Call {value} ({value}), {value}. Now."
    )


def test_a_page_shows_a_value_as_it_is() -> None:
    values = {"name": "<script>alert('x')</script> & \"Co\""}
    text = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;Co&quot;"
    assert render("A & B: <name>", values, html=True) == f"A &amp; B: {text}"
    assert render("<none>", {}, html=True, otherwise="R&D") == "R&amp;D"


def test_variables() -> None:
    assert variables("<name> [<cpho|x> (<company.name>)] <name> <cnt?> <ser#>") == [
        "name", "cpho", "company.name", "cnt?", "ser#",
    ]  # fmt: skip


@given(st.text().filter(str.strip))
def test_any_value_is_put_in_as_it_is(value: str) -> None:
    assert render("Call <name>, [<name>] (<name>). Now.", {"name": value}) == f"Call {value}, {value} ({value}). Now."


@given(st.text(alphabet="ab <>[]().|x"), st.sampled_from([None, "", "b"]))
def test_any_text_is_rendered_or_refused(template: str, value: str | None) -> None:
    try:
        names = variables(template)
    except ValueError:
        return
    text = render(template, dict.fromkeys(names, value), otherwise="nothing is left")
    assert text.strip()


@pytest.mark.parametrize(
    ("template", "message"),
    [("a <name", "< without >"), ("a [b", "[ without ]"), ("a] b", "] without ["), ("(a] b", "]")],
)
def test_a_text_that_can_not_be_read(template: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("[", r"\[").replace("]", r"\]")):
        variables(template)
