from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "findings"
    verbose_name = "Findings"

    def ready(self):
        from agencies import duties
        from cases.views import frame
        from findings import attention, loading, recording
        from panelportal.kit import letters, references, slots
        from panelportal.kit.access import Can

        references.give_page("REQ", "findings:request")
        frame.add_part("Learning", "findings:case_learning", Can.READ)
        slots.fill("agency-request", template="findings/slots/reply_link.html", load=loading.link_to_reply)
        letters.kind("reply-received")
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
