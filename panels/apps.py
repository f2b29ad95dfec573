from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "panels"
    verbose_name = "Panels"

    def ready(self):
        from agencies import chase_rules, duties, leaving
        from cases import closing, splitting, unflagging
        from panelportal.kit import letters, references, slots
        from panels import calling_off, disposal_rules, inviting, panel_slot, ready_learning, still_going, vacating

        references.give_page("MLP", "panels:panel")
        slots.fill("case-requests", template="panels/slots/convene.html", load=panel_slot.convene_about)
        slots.fill("account", template="panels/slots/feed.html", load=lambda request, person: {})
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
        unflagging.when_a_flag_is_withdrawn(calling_off.call_off)
        letters.kind(calling_off.LETTER)
        splitting.ask_before_splitting(calling_off.refuse_while_planned)
        duties.kind(
            inviting.FILL_SEAT,
            title="A seat is free, check who attends: {about}",
            waiting="A free seat to be filled: {about}",
            done="Free seat seen to: {about}",
            url_name="panels:people",
        )
        ready_learning.declare()
        disposal_rules.declare()
        closing.ask_also(still_going.what_waits)
