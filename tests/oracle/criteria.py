"""Random criteria: texts of the criteria language over the fields and the sources that a random CRM maps."""

from __future__ import annotations

from random import Random

from tests.oracle.crm import Crm, Mapped

COMPARISONS = ("<", "<=", "=", ">=", ">", "<>")
UNITS = ("day", "week", "month", "quarter", "half_year", "year")


class Criteria:
    """Writes criteria of one entity. `statuses`, `counters` and `selections` are those that may be named."""

    def __init__(self, random: Random, crm: Crm, entity: str) -> None:
        self.random = random
        self.crm = crm
        self.entity = entity
        # Events that look at their record are computed anew, and not added: not in every life.
        self.of_record = random.random() < 0.3
        self.fields = crm.entities[entity].fields
        self.sources = [source for source in crm.sources.values() if entity in source.links]
        self.statuses: list[str] = []
        self.selections: list[str] = []
        # Those of them that others may ask for.
        self.dynamic: list[str] = []
        self.counters: list[str] = []
        # What parents may be asked, in the words of whoever asks.
        self.parents: dict[str, Criteria] = {}

    # --- record level

    def condition(self, depth: int = 2) -> str:
        """A boolean over one record."""
        if depth and self.random.random() < 0.45:
            first, second = self.condition(depth - 1), self.condition(depth - 1)
            return self.random.choice(
                [
                    f"{first} and {second}",
                    f"({first} or {second})",
                    f"not ({first})",
                    f"coalesce({first}, false)",
                    f"case when {first} then {second} else false end",
                    f"({first}) is not true",
                ]
            )
        kinds = [self.on_field]
        if self.sources:
            kinds += [self.on_aggregate] * 3
        if self.statuses:
            kinds += [self.on_status]
        if self.selections:
            kinds += [self.on_selection] * 2
        if self.counters:
            kinds += [self.on_counter]
        if any(parent.counters for parent in self.parents.values()):
            kinds += [self.on_parent] * 2
        return self.random.choice(kinds)()

    def on_field(self) -> str:
        name = self.random.choice(list(self.fields))
        return self.comparison(name, self.fields[name])

    def on_status(self) -> str:
        status = f"status('{self.random.choice(self.statuses)}')"
        return self.random.choice([status, f"not {status}"])

    def on_selection(self) -> str:
        selection = f"selection('{self.random.choice(self.selections)}')"
        return self.random.choice([selection, f"not {selection}"])

    def on_counter(self) -> str:
        return self.random.choice(self.counters) + self.random.choice([" is null", " is not null"])

    def on_parent(self) -> str:
        name, parent = self.random.choice([each for each in self.parents.items() if each[1].counters])
        asked = [f"{name}.{self.random.choice(parent.counters)} is {self.random.choice(['', 'not '])}null"]
        if parent.statuses:
            asked += [f"{name}.status('{self.random.choice(parent.statuses)}')"] * 2
        if parent.dynamic:
            asked.append(f"{name}.selection('{self.random.choice(parent.dynamic)}')")
        return self.random.choice(["", "not "]) + self.random.choice(asked)

    def on_aggregate(self) -> str:
        source = self.random.choice(self.sources)
        function = self.random.choice(["count", "count", "count", "exists", "date", "date", "amount", "amount", "max"])
        if function == "exists":
            return self.random.choice(["", "not "]) + f"exists({source.name}){self.filter(source)}"
        if function == "date" and "date" in source.fields:
            value = self.random.choice(["max", "min"]) + f"({source.name}.date){self.filter(source)}"
            return self.comparison(value, "date")
        if function == "amount" and "amount" in source.fields:
            return self.comparison(self.amount(source), "numeric")
        if function == "max":
            value = self.random.choice(["max", "min"]) + f"({source.name}.direction){self.filter(source)}"
            return self.comparison(value, "text")
        return self.comparison(f"count({source.name}){self.filter(source)}", "integer")

    def amount(self, source: Mapped) -> str:
        function = self.random.choice(["sum", "sum", "min", "max", "avg"])
        return f"{function}({source.name}.amount){self.filter(source)}"

    def value(self) -> str:
        """What a counter may show."""
        if not self.sources or self.random.random() < 0.1:
            return self.random.choice(list(self.fields))
        source = self.random.choice(self.sources)
        count = f"count({source.name}){self.filter(source)}"
        weight = f"sum({source.name}.weight){self.filter(source)}"
        values = [count, count, weight, f"coalesce({weight}, 0) + {count}"]
        if "date" in source.fields:
            values.append(self.random.choice(["max", "min"]) + f"({source.name}.date){self.filter(source)}")
        if "amount" in source.fields:
            values += [self.amount(source)] * 3
        return self.random.choice(values)

    # --- event level

    def filter(self, source: Mapped) -> str:
        if self.random.random() < 0.2:
            return ""
        return f" filter (where {self.of_event(source)})"

    def of_event(self, source: Mapped, depth: int = 2) -> str:
        """A boolean over one event; more often than not it looks at the clock."""
        if depth and self.random.random() < 0.5:
            first, second = self.of_event(source, depth - 1), self.of_event(source, depth - 1)
            return self.random.choice(
                [f"{first} and {second}", f"{first} and {second}", f"({first} or {second})", f"not ({first})"]
            )
        if self.of_record and self.random.random() < 0.3:
            return self.beside_the_record(source)
        if "date" in source.fields and self.random.random() < 0.5:
            return self.time("date")
        name = self.random.choice(list(source.fields))
        return self.comparison(name, source.fields[name])

    def beside_the_record(self, source: Mapped) -> str:
        """What looks at the record's own fields, alone or beside a field of the event."""
        name = self.random.choice(list(self.fields))
        kind, field = self.fields[name], f"{self.entity}.{name}"
        alike = [each for each, of in source.fields.items() if of == kind and kind != "boolean"]
        if alike and self.random.random() < 0.6:
            return f"{self.random.choice(alike)} {self.random.choice(COMPARISONS)} {field}"
        return self.comparison(field, kind)

    # --- both

    def comparison(self, value: str, kind: str) -> str:
        if self.random.random() < 0.1:
            return f"{value} is {self.random.choice(['', 'not '])}null"
        match kind:
            case "date":
                return self.time(value)
            case "boolean":
                return self.random.choice([value, f"not {value}", f"{value} is true", f"coalesce({value}, true)"])
            case "integer":
                plain = f"{value} {self.random.choice(COMPARISONS)} {self.random.randint(0, 3)}"
                return self.random.choice([plain, plain, f"{value} between 1 and 2", f"{value} in (0, 2)"])
            case "numeric":
                return f"{value} {self.random.choice(COMPARISONS)} {self.random.choice(['0', '0.3', '10', '10.5'])}"
            case _:
                texts = ["Customer", "it''s", "outgoing", "incoming", "North"]
                text = self.random.choice(texts)
                choices = [f"{value} = '{text}'", f"{value} <> '{text}'", f"{value} in ('{text}', 'CUSTOMER')"]
                return self.random.choice([*choices, f"{value} like '%o%'", f"{value} is distinct from '{text}'"])

    def time(self, value: str) -> str:
        """A comparison with today, in one of the shapes that the language has."""
        plain = f"{value} {self.random.choice(COMPARISONS)} {self.today()}"
        period = self.random.choice([f"period{n + 1}" for n in range(len(self.crm.periods))])
        shapes = [
            plain,
            plain,
            f"{self.today()} {self.random.choice(COMPARISONS)} {value}",
            f"{value} between today - {self.random.choice([7, 30])} and {self.today()}",
            f"{value} > today - {period} and {value} <= today",
        ]
        of = "" if value == "date" else f", {value}"
        months = self.random.choice(["1 month", "6 months", "1 year", "2 weeks"])
        shapes += [f"past({months}{of})", f"ahead({months}{of})"]
        shapes += [f"past({period}{of})", f"ahead(14{of})", self.calendar(of), self.calendar(of), self.calendar(of)]
        return self.random.choice(shapes)

    def today(self) -> str:
        if self.random.random() < 0.2:
            return f"start_of({self.random.choice(UNITS)}, {self.random.choice([-2, -1, 0, 1])})"
        days = self.random.choice([0, 1, 7, 30, 45, "1 month", "6 months", "1 year"])
        return self.random.choice(["today", f"today + {days}", f"today - {days}"])

    def calendar(self, of: str) -> str:
        unit, number = self.random.choice(UNITS), self.random.choice(["", "", "2, ", "5, "])
        return self.random.choice([f"this({unit}{of})", f"previous({number}{unit}{of})", f"next({number}{unit}{of})"])
