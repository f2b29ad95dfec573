from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "panels"
    verbose_name = "Panels"

    def ready(self):
        from agencies import chase_rules, duties, leaving
        from panelportal.kit import letters, references, slots
        from panels import inviting, panel_slot, ready_learning, vacating

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
            schedule=chase_rules.INVITATION,
        )
        leaving.when_somebody_leaves(vacating.vacate_seats)
        duties.kind(
            inviting.FILL_SEAT,
            title="Somebody with a seat has left: {about}",
            waiting="A free seat to be filled: {about}",
            done="Free seat seen to: {about}",
            url_name="panels:people",
        )
        ready_learning.declare()
