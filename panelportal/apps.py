from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "panelportal"
    verbose_name = "The roof"

    def ready(self):
        from cases.models import Case
        from panelportal import checks  # noqa: F401  (registers the system checks)
        from panelportal.kit import references, slots
        from panelportal.xray import who_can_read

        references.give_page("MAC", "case", model=Case)
        slots.fill("who-can-see", template="xray/link.html", load=who_can_read.link_at_the_foot)
