from trytond.model import fields
from trytond.pool import PoolMeta

PAGES = "https://saint.example.com"


class Party(metaclass=PoolMeta):
    __name__ = "party.party"
    saint_card = fields.Function(fields.Char("Who needs attention"), "get_saint")
    saint_badge = fields.Function(fields.Char("Badge"), "get_saint")

    def get_saint(self, name):
        return f"{PAGES}/badge/company/{self.id}.svg" if name == "saint_badge" else f"{PAGES}/company/{self.id}"
