from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "panelportal"
    verbose_name = "The roof"

    def ready(self):
        from cases.models import Case
        from cases.views import frame
        from panelportal import (
            board,
            checks,  # noqa: F401  (registers the system checks)
            history,
        )
        from panelportal.kit import references, slots
        from panelportal.kit.access import Can
        from panelportal.xray import who_can_read

        references.give_page("MAC", "case", model=Case)
        frame.add_part("History", history.HERE, Can.READ, last=True)
        slots.fill("above-the-lists", template="board/link.html", load=board.link_above)
        slots.fill("who-can-see", template="xray/link.html", load=who_can_read.link_at_the_foot)
