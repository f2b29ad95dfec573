from cases import disclosing
from findings import checking
from findings.forms.shared import SharedForm
from findings.models import Archives, Outcome
from findings.outcomes import QUESTIONS
from panelportal.kit import fields

NONE = "none"
OWN_QUESTIONS = {  # outcome: the fields that answer its question
    Outcome.KNOWN_OUTSIDE: ["known_when"],
    Outcome.CANNOT_TELL: ["more_needed"],
    Outcome.HELD_ELSEWHERE: ["holder", "holder_contact"],
    Outcome.CANNOT_DISCLOSE: ["basis", "ask_whom"],
}


def outcome_field(reveals=()):
    """Return the question for the result, each with its own next question; `reveals` adds those of one form."""
    return fields.ChoiceField(
        "What did you find?",
        choices=[(outcome.value, question.sentence) for outcome, question in QUESTIONS.items()],
        coerce=Outcome,
        size="m",
        empty_message="Select the result of your record check",
        reveals={key.value: names for key, names in (OWN_QUESTIONS | dict(reveals)).items()},
    )


class RecordCheckForm(SharedForm):
    outcome = outcome_field()
    known_when = fields.LongTextField(
        QUESTIONS[Outcome.KNOWN_OUTSIDE].detail, rows=2, empty_message="Enter when you knew them"
    )
    more_needed = fields.LongTextField(
        QUESTIONS[Outcome.CANNOT_TELL].detail,
        rows=3,
        required=False,
        hint="For example, a previous address. Leave this empty if no further detail would help.",
    )
    holder = fields.TextField(
        QUESTIONS[Outcome.HELD_ELSEWHERE].detail, empty_message="Enter which organisation holds the record"
    )
    holder_contact = fields.TextField(
        QUESTIONS[Outcome.HELD_ELSEWHERE].contact,
        hint="A team, email address or telephone number. If you do not know, say so.",
        empty_message="Enter whom we should contact there, or that you do not know",
    )
    basis = fields.LongTextField(
        QUESTIONS[Outcome.CANNOT_DISCLOSE].detail, rows=3, empty_message="Enter on what basis you cannot disclose"
    )
    ask_whom = fields.TextField(
        QUESTIONS[Outcome.CANNOT_DISCLOSE].contact,
        hint="A role or team, with an email address or telephone number.",
        empty_message="Enter whom we should ask about this",
    )
    systems_searched = fields.LongTextField(
        "Systems searched",
        rows=3,
        hint="Put each system on a line of its own. If you could not search, say why.",
        empty_message="Enter at least one system you searched",
    )
    archives = fields.ChoiceField(
        "Have you searched archived and paper records too?",
        choices=Archives,
        reveals={Archives.NOT_SEARCHED: ["archives_note"]},
        empty_message="Select whether you searched archived and paper records",
    )
    archives_note = fields.LongTextField(
        "Why not, or when will you?",
        rows=2,
        hint="For example, the store needs 2 weeks, and we add to this reply if it holds something.",
        empty_message="Enter why you did not search them, or when you will",
    )
    identifiers = fields.MultipleChoiceField(
        "Which of these details did you search on?",
        choices=[],
        exclusive=NONE,
        empty_message="Select the details that you searched on",
    )
    checked_by_role = fields.TextField(
        "Checked by (role)",
        width="20",
        hint="The role, not the name. For example, disclosure officer.",
        empty_message="Enter the role of the person who checked",
        name="role",
    )
    checked_on = fields.DateField(
        "Date checked",
        future_allowed=False,
        hint="For example, 24 2 2025.",
        empty_message="Enter the date checked",
    )
    records_secured = fields.YesNoField(
        "Have you secured the records?",
        hint="Secured records cannot be changed or deleted while the learning goes on. If you hold none, answer no.",
        empty_message="Select yes if you have secured the records",
    )

    def __init__(self, *args, part, check=None, **options):
        super().__init__(*args, initial=_shown(check), **options)
        self.part = part
        self.rows = {str(row.pk): row for row in self.to_search_on()}
        choices = [(key, f"{row.get_kind_display()}: {row.shown}") for key, row in self.rows.items()]
        self.fields["identifiers"].choices = [*choices, (NONE, "None of these")]
        if not self.rows:
            del self.fields["identifiers"]

    def to_search_on(self):
        """Return the details that the agency was shown, from which those searched on are ticked."""
        return disclosing.disclosed(self.part)

    def answer(self, *, by):
        self.taken = checking.record_check(self.part, **self.answers_of_check(), by=by)

    def answers_of_check(self):
        """Return the answers as the verb that records a check takes them."""
        answers = self.cleaned_data
        own = [answers[name] for name in OWN_QUESTIONS.get(answers["outcome"], [])]
        detail, contact = [*own, "", ""][:2]
        return {
            **{name: answers[name] for name in AS_ASKED},
            "identifiers": [self.rows[key] for key in answers.get("identifiers", []) if key != NONE],
            "detail": detail,
            "contact": contact,
            "seen": answers["version"],
        }

    @staticmethod
    def saved_at(check):
        return check.recorded_at


AS_ASKED = "outcome systems_searched archives archives_note checked_by_role checked_on records_secured".split()


def _shown(check):
    """Return what the form shows of a record check that was saved before."""
    if check is None:
        return {}
    shown = {name: getattr(check, name) for name in [*AS_ASKED, "version"]}
    ticked = [str(row.pk) for row in check.identifiers.all()]
    shown |= dict(zip(OWN_QUESTIONS.get(check.outcome, []), [check.detail, check.contact], strict=False))
    return shown | {"identifiers": ticked or [NONE]}
