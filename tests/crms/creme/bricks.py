from creme.creme_core.gui.bricks import SimpleBrick
from creme.persons.models import Contact, Organisation


class SaintBrick(SimpleBrick):
    id = SimpleBrick.generate_id("saint", "card")
    verbose_name = "Who needs attention"
    template_name = "saint/bricks/card.html"
    target_ctypes = (Organisation, Contact)

    def get_template_context(self, context, **extra):
        entity = "company" if isinstance(context["object"], Organisation) else "person"
        address = f"https://saint.example.com/embed/{entity}/{context['object'].id}"
        return super().get_template_context(context, address=address, **extra)
