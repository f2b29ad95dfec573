from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "findings"
    verbose_name = "Findings"

    def ready(self):
        from agencies import chase_rules, duties, joining, leaving
        from cases import telling
        from cases.views import frame
        from findings import (
            attaching,
            attention,
            contributing,
            disposal_rules,
            importing,
            loading,
            ready_learning,
            recording,
            signing_off,
            taking_back,
        )
        from panelportal.kit import files, jobs, letters, references, slots
        from panelportal.kit.access import Can

        references.give_page("REQ", "findings:request")
        frame.add_part("Chronology", "findings:chronology", Can.READ)
        frame.add_part("Learning", "findings:case_learning", Can.READ)
        slots.fill("agency-request", template="findings/slots/reply_link.html", load=loading.link_to_reply)
        letters.kind("reply-received")
        letters.kind(attaching.LETTER, still_due=attaching.still_stands)
        files.when_infected(attaching.tell_of_malware)
        letters.kind(recording.LETTER, still_due=recording.still_unsigned)
        duties.kind(
            recording.DUTY,
            title="Confirm the reply recorded for you: {about}",
            waiting="Recorded reply to be confirmed: {about}",
            done="Recorded reply confirmed: {about}",
            url_name="findings:confirm_recorded",
        )
        letters.kind(attention.LETTER, still_due=attention.still_needed)
        duties.kind(
            attention.DUTY,
            title="Look at a reply: {about}",
            waiting="Reply that needs attention: {about}",
            done="Reply looked at: {about}",
            url_name="findings:reply",
        )
        ready_learning.declare()
        disposal_rules.declare()
        letters.kind(contributing.LETTER, still_due=contributing.still_helps)
        letters.kind(signing_off.ASKED, still_due=signing_off.still_waits)
        letters.kind(signing_off.RETURNED, still_due=signing_off.still_returned)
        letters.kind(taking_back.LETTER, still_due=taking_back.still_out)
        duties.kind(
            telling.HELP,
            title="Help with the reply to a request: {about}",
            waiting="Help with the reply to {about}",
            done="Helped with the reply: {about}",
            url_name="findings:request",
        )
        duties.kind(
            telling.SIGN_OFF,
            title="Approve a reply: {about}",
            waiting="Approval of the reply to {about}",
            done="Approval of a reply decided: {about}",
            url_name="findings:sign_off",
            schedule=chase_rules.AGENCY[:2],  # nobody goes above an approver: the agency's own duty is chased for that
        )
        joining.when_somebody_joins(signing_off.let_in)
        leaving.when_a_role_ends(contributing.end_role)
        leaving.when_a_role_ends(signing_off.end_role)
        jobs.every(86400, "forget key events that nobody confirmed", importing.forget_unconfirmed)
