from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Cases"

    def ready(self):
        from agencies import declaring, duties
        from cases import review_page, telling
        from panelportal.kit import letters, slots

        duties.kind(
            "answer-request",
            title="Check your records: {about}",
            waiting="Reply to {about}",
            done="Replied: {about}",
        )
        duties.kind(
            "send-requests",
            title="Send the requests: {about}",
            waiting="Requests to be sent: {about}",
            done="Requests sent: {about}",
            url_name="cases:requests",
        )
        duties.kind(
            "give-more-detail",
            title="Give more detail to an agency: {about}",
            waiting="More detail asked for: {about}",
            done="More detail given: {about}",
            url_name="cases:requests",
        )
        duties.kind(
            "clear-proceedings",
            title="Decide whether the case can go on: {about}",
            waiting="Decision of a lead inspector: {about}",
            done="Decided: {about}",
            url_name="cases:proceedings",
        )
        duties.kind(
            "decide-about-panel",
            title="All have replied, decide about a panel: {about}",
            waiting="Decision about a panel: {about}",
            done="Panel decided: {about}",
            url_name="cases:requests",
        )

        letters.kind("request", still_due=telling.still_asked)
        letters.kind("request-corrected", still_due=telling.still_asked)
        letters.kind("request-withdrawn")

        declaring.tell_what_is_the_same(review_page.about_the_same)
        slots.fill("review-actions", template="cases/slots/flag.html", load=review_page.what_to_flag)
        slots.fill("review-page", template="cases/slots/case_of_review.html", load=review_page.case_of_review)
