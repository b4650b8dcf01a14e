"""The codes of SuperOffice's template variables, and what a mapping fills them with.

Source: the template variables of SuperOffice CRM (company, selected contact, project, sale, sender, own company,
system). By what they are about, each code has an SQL expression over the fields of that entity; ``key`` is the record's
key, ``company.x`` a field of a parent, ``users.x`` one of the user who asks. A field that is not mapped is NULL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres

from pg_saint.ir.nodes import Expr

TOWN = "concat_ws(', ', {0}city, concat_ws(' ', {0}state, {0}zipcode))"

COMPANY = {
    "cuid": "key", "name": "name", "code": "code", "numb": "coalesce(number, code)", "orgn": "organisation_number",
    "cate": "category", "busi": "business", "dept": "department", "cont": "owner",
    "cpho": "phone", "phon": "phone", "cphi": "phone_id", "phoi": "phone_id",
    "faxn": "fax", "faxs": "replace(fax, ' ', '')", "faxi": "fax_id",
    "mail": "email", "maii": "email_id", "cwww": "website", "cwwi": "website_id",
    "addr": "coalesce(address, street)", "sams": "concat_ws(', ', coalesce(address, street), mail_stop)",
    "padr": "address", "pad2": "address2", "pad3": "address3",
    "city": "city", "zipc": "zipcode", "stat": "state", "cnty": "county", "cntr": "country", "cicn": "country_english",
    "ccid": "country_code", "cnt?": "nullif(country, users.country)", "zino": "zipcode_prefix",
    "cszc": TOWN.format(""), "czip": "concat_ws(' ', county, zipcode)", "zici": "concat_ws(' ', zipcode, city)",
    "cozi": "concat_ws('-', zipcode_prefix, zipcode)",
    "sadr": "street", "scit": "street_city", "ssta": "street_state", "szip": "street_zipcode", "zipp": "street_zipcode",
}  # fmt: skip

PERSON = {
    "atid": "key", "attn": "coalesce(name, concat_ws(' ', first_name, middle_name, last_name))",
    "atfn": "first_name", "ati": "left(first_name, 1) || '.'", "atin": "left(first_name, 1)",
    "atmn": "middle_name", "atm?": "middle_name", "atln": "last_name", "atti": "title", "atmr": "salutation",
    "asal": "academic_title", "salu": "concat_ws(' ', salutation, last_name)", "atpo": "position",
    "adep": "department", "abdt": "birthday", "anum": "number", "attl": "login",
    "amai": "email", "amid": "email_id", "atei": "email_id", "atem": "coalesce(email, company.email)",
    "apho": "phone", "aphi": "phone_id", "atpc": "mobile", "atpi": "mobile_id", "atph": "home_phone",
    "atpj": "home_phone_id", "atpp": "pager", "atpk": "pager_id", "atfa": "fax", "atfi": "fax_id",
    "awww": "website", "awwi": "website_id", "acha": "chat", "achi": "chat_id", "achp": "chat_protocol",
    "avoa": "voip", "avoi": "voip_id",
    # of the selected contact where it has one, else of its company
    "phon": "coalesce(phone, company.phone)", "faxn": "coalesce(fax, company.fax)",
    "faxs": "replace(coalesce(fax, company.fax), ' ', '')",
    "apad": "address", "apa2": "address2", "apa3": "address3", "atms": "mail_stop",
    "acit": "city", "azip": "zipcode", "asta": "state", "acnt": "county", "actr": "country", "acid": "country_code",
    "act?": "nullif(country, users.country)", "acsz": TOWN.format(""),
}  # fmt: skip

PROJECT = {
    "prid": "key", "pnam": "name", "pnum": "coalesce(number, code)", "psta": "coalesce(project_status, status)",
    "ptyp": "type", "plea": "owner", "pend": "ends_on", "pinf": "description", "pwww": "website",
    "pwwi": "website_id", "pgui": "guided", "pmil": "next_milestone", "pmid": "next_milestone_id",
    "popa": "event_on", "pops": "published_from", "pope": "published_until",
}  # fmt: skip

SALE = {
    "said": "key", "sati": "coalesce(title, name)", "sanu": "number", "saam": "coalesce(amount, sale_amount)",
    "sacu": "currency", "sada": "coalesce(date, sale_date)", "sadu": "due_date",
    "satu": "coalesce(status, sale_status)", "sast": "stage", "saty": "type", "saau": "owner", "sapr": "probability",
    "sare": "reason", "saso": "source", "saco": "competitor", "sacr": "credited_to", "saca": "created_by",
    "saci": "created_by_id", "sarg": "created_on", "sanf": "description", "saea": "earning",
    "saep": "earning_percent", "salc": "cost", "sgui": "guided", "sste": "stakeholders",
    "saps": "published_from", "sape": "published_until",
}  # fmt: skip

# The sender, who is the user that asks, and the sender's own company.
USERS = {
    "alid": "key", "auth": "name", "auid": "person_id", "atit": "title", "aumr": "salutation",
    "auac": "academic_title", "aupo": "position", "aubd": "birthday", "aunm": "number", "odep": "department",
    "auem": "email", "audp": "phone", "audf": "fax", "aupc": "mobile", "auph": "home_phone", "aupp": "pager",
    "auww": "website", "auwi": "website_id", "auca": "chat", "aucd": "chat_id", "aucp": "chat_protocol",
    "auvo": "voip", "auvi": "voip_id", "auvs": "voip_service", "avos": "voip_service",
    "aup1": "address", "aup2": "address2", "aup3": "address3", "aums": "mail_stop", "auci": "city",
    "auzi": "zipcode", "aust": "state", "aucy": "county", "aucn": "country", "aucs": TOWN.format(""),
    "owid": "company_id", "onam": "company_name", "oorg": "company_organisation_number", "opho": "company_phone",
    "ofax": "company_fax", "oema": "company_email", "owww": "company_website", "opad": "company_address",
    "opa2": "company_address2", "opa3": "company_address3", "ocit": "company_city", "ozip": "company_zipcode",
    "osta": "company_state", "ocnt": "company_county", "ocnr": "company_country", "ocid": "company_country_code",
    "ocsz": TOWN.format("company_"), "oczi": "concat_ws(' ', company_county, company_zipcode)",
    "osad": "company_street", "osct": "company_street_city", "oszi": "company_street_zipcode",
}  # fmt: skip

CODES = {"company": COMPANY, "person": PERSON, "project": PROJECT, "sale": SALE, "users": USERS}

# What a record of any kind may have, though only the codes of sales name it.
ANYTHINGS = {"created_by", "created_by_id", "created_on", "date", "reason", "source"}


# Fields by which a record of another name is told to be a person, a project …: those that codes of nothing else name.
def _told_by() -> dict[str, frozenset[str]]:
    named = {
        of: {name for sql in codes.values() for name in re.findall(r"[a-z]\w+(?![\w(.])", re.sub("'.*?'", "", sql))}
        for of, codes in CODES.items()
        if of != "users"
    }
    others = {of: set().union(*(names for each, names in named.items() if each != of)) for of in named}
    return {of: frozenset(names - others[of] - ANYTHINGS) for of, names in named.items()}


TOLD_BY = _told_by()

# What the database knows by itself. The function that reads it is set to the definition's time zone.
SYSTEM = {
    "today": "saint.today()", "date": "saint.today()", "dat1": "saint.today()", "sdat": "saint.today()",
    "time": "to_char(saint.now(), 'HH24:MI')", "ltim": "to_char(saint.now(), 'HH24:MI:SS')",
}  # fmt: skip

# The same field under another name.
SYNONYMS = {"zipcode": "postal_code"}

# User-defined fields: a code is a field of that very name.
OWN_FIELDS = {
    "company": re.compile(r"c[fls]\d\d\Z"),
    "person": re.compile(r"a[fls]\d\d\Z"),
    "project": re.compile(r"p[fls]\d\d\Z"),
    "sale": re.compile(r"s[fls]\d\d\Z"),
    "users": re.compile(r"[uo][fls]\d\d\Z"),
}

# Codes that no mapping fills, by what they are about instead.
NOT_FILLED = {
    "a line feed of a printed address; a text is one paragraph": "cozg cozn actg",
    "a document being written, and a description is not one": "apid desc doid dope dops dsug file head oref yref",
    "the program SuperOffice, its files and its counting of templates": "pltf ptha pthi pthp ser# snum ver# vern",
    "the language of who reads; write a text by language instead": "lang lanc lanx",
    "what is open in the client at that moment": "diid dday",
    "a selection, and a text is about one record": "mbrs slid snam",
}
REASONS = {code: reason for reason, codes in NOT_FILLED.items() for code in codes.split()}


def kind_of(entity: str, fields: Iterable[str]) -> str:
    """Whose codes are about an entity: it is called so, or the most of its fields are those of one kind alone.
    Empty where that cannot be told."""
    if entity in TOLD_BY:
        return entity
    mapped = set(fields)
    told = {of: len(names & mapped) for of, names in TOLD_BY.items()}
    most = max(told.values())
    kinds = [of for of, number in told.items() if number == most > 0]
    return kinds[0] if len(kinds) == 1 else ""


def codes_of(code: str) -> dict[str, str]:
    """By what the code may be about, its SQL."""
    found = {of: codes[code] for of, codes in CODES.items() if code in codes}
    return found or {of: code for of, pattern in OWN_FIELDS.items() if pattern.match(code)}


def filled(sql: str, find: Callable[[str], Expr | None]) -> Expr | None:
    """A code's SQL with what `find` knows of its names; what it does not know is left out, and None if nothing is left.

    Blank parts of what is put together count as missing, as in the texts themselves.
    """
    expr = _filled(Postgres().parse(sql)[0] or exp.null(), find)
    if expr is None or isinstance(expr, exp.Column):
        return expr
    return expr.transform(
        lambda node: (
            exp.Nullif(this=exp.Trim(this=exp.cast(node, "text")), expression=exp.Literal.string(""))
            if isinstance(node, exp.Column)
            else node
        )
    )


def _filled(node: Expr, find: Callable[[str], Expr | None]) -> Expr | None:
    if isinstance(node, exp.Column):
        return find(".".join(part.name for part in node.parts))
    if isinstance(node, exp.Literal):
        return node
    parts = [_filled(part, find) for part in node.iter_expressions()]
    known = [part for part in parts if part is not None]
    if isinstance(node, exp.Coalesce | exp.ConcatWs):
        values = [part for part in known if not isinstance(part, exp.Literal)]
        if len(values) < 2:
            return values[0] if values else None
        if isinstance(node, exp.Coalesce):
            return exp.Coalesce(this=values[0], expressions=values[1:])
        node.set("expressions", known)
        return node
    if isinstance(node, exp.Nullif) and parts[1] is None:
        return parts[0]
    if len(known) < len(parts):
        return None
    for old, new in zip(list(node.iter_expressions()), known, strict=True):
        old.replace(new)
    return node
