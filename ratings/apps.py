from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RatingsConfig(AppConfig):
    name = "ratings"
    verbose_name = "Ratings of reviews"

    def ready(self):
        from agencies import duties
        from panelportal.kit import letters, references
        from ratings import allocating, disposal_rules, issuing, loading, sending
        from ratings.models import Review

        post_migrate.connect(loading.load_reference_data, sender=self)
        references.give_page("SFO", "ratings:review", model=Review)
        letters.kind("allocated", still_due=allocating.still_allocated)
        letters.kind("returned", still_due=allocating.still_allocated)
        letters.kind("moderate-ratings", still_due=sending.still_to_countersign)
        letters.kind("qa-report-issued", still_due=issuing.still_to_acknowledge)
        disposal_rules.declare()
        for name, words in DUTIES.items():
            duties.kind(name, **words)


DUTIES = {
    "allocate-review": {
        "title": "Allocate a review: {about}",
        "waiting": "Review to be allocated: {about}",
        "done": "Review allocated: {about}",
        "url_name": "ratings:review",
    },
    "quality-assure": {
        "title": "Quality assure a review: {about}",
        "waiting": "Review to be quality assured: {about}",
        "done": "Ratings sent to a lead inspector: {about}",
        "url_name": "ratings:assessment",
    },
    "countersign": {
        "title": "Countersign the ratings: {about}",
        "waiting": "Ratings with a lead inspector: {about}",
        "done": "Ratings countersigned: {about}",
        "url_name": "ratings:moderate",
    },
    "issue-qa-report": {
        "title": "Issue the quality assurance report: {about}",
        "waiting": "Quality assurance report to be issued: {about}",
        "done": "Quality assurance report issued: {about}",
        "url_name": "ratings:moderate",
    },
    "acknowledge-qa-report": {
        "title": "Read the quality assurance report: {about}",
        "waiting": "Quality assurance report with the region: {about}",
        "done": "Quality assurance report read: {about}",
        "url_name": "ratings:qa_report",
    },
}
