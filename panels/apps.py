from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "panels"
    verbose_name = "Panels"

    def ready(self):
        from agencies import duties
        from panelportal.kit import letters, references, slots
        from panels import inviting, panel_slot, ready_learning

        references.give_page("MLP", "panels:panel")
        slots.fill("case-requests", template="panels/slots/convene.html", load=panel_slot.convene_about)
        for kind in ("panel-invitation", "panel-updated", "panel-cancelled"):
            letters.kind(kind, still_due=inviting.is_current)
        duties.kind(
            inviting.DUTY,
            title="Reply to the invitation: {about}",
            waiting="Reply to the invitation: {about}",
            done="Invitation to a panel: {about}",
            url_name="panels:panel",
        )
        ready_learning.declare()
