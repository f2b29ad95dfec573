from django.core.exceptions import ValidationError

from cases import bases, briefing
from cases.models import Step
from cases.refusals import NotAReplyDate
from cases.telling import FIRST_REPLY_DAYS
from panelportal.kit import clock, fields, files

USUAL, DAYS, UNTIL = "usual", "days", "until"
OWN_WORDS = "own-words"
IS_TERMS, IS_OTHER = "terms", "other"
MOST_DAYS = 60


class BriefForm(fields.Form):
    """On what terms one agency is asked: what for, on what basis, in how many steps, by when."""

    step = fields.ChoiceField(
        "How is this agency asked?",
        [
            (Step.FULL.value, "For its full reply at once"),
            (Step.FIRST.value, "First only whether it was involved, then for its full reply if it was"),
        ],
        size="m",
        reveals={Step.FIRST.value: ["first_days"]},
        empty_message="Select how this agency is asked",
    )
    first_days = fields.NumberField(
        "Working days for the first question",
        at_least=1,
        at_most=MOST_DAYS,
        hint=f"Counted from the day it is sent. Usually {FIRST_REPLY_DAYS}.",
    )
    time = fields.ChoiceField(
        "How long does it have for its full reply?",
        [(USUAL, "The usual time"), (DAYS, "Another number of working days"), (UNTIL, "Until a day")],
        size="m",
        reveals={DAYS: ["reply_days"], UNTIL: ["reply_until"]},
        empty_message="Select how long this agency has",
    )
    reply_days = fields.NumberField(
        "Working days for the full reply",
        at_least=1,
        at_most=MOST_DAYS,
        hint="Counted from the day on which it is asked for it.",
    )
    reply_until = fields.DateField("Reply date", past_allowed=False, hint="A working day, for example 17 3 2027.")
    purpose = fields.LongTextField(
        "What the reply is for", rows=4, max_words=150, size="m", hint="The agency reads this. Name nobody."
    )
    legal_basis = fields.ChoiceField(
        "On what basis might it be shared?",
        [],
        size="m",
        hint=bases.NOT_ADVICE,
        reveals={OWN_WORDS: ["own_words"]},
        empty_message="Select a basis, or that it is not named yet",
    )
    own_words = fields.LongTextField(
        "The basis, as the data protection officer words it",
        rows=3,
        max_words=100,
        empty_message="Enter the basis, or select another answer",
    )
    terms_of_reference = fields.LongTextField(
        "Terms of reference",
        rows=6,
        max_words=500,
        required=False,
        size="m",
        hint="The agency reads this. Name nobody. You can also attach them as a PDF, on a page of its own.",
    )
    for_all = fields.TickField(
        "Ask every agency that was not asked yet in the same way", required=False, hint="The basis is left as it is."
    )

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, initial=_as_it_stands(part), **kwargs)
        self.part = part
        offered = bases.offered_to(part.agency.kind_id)
        self.fields["legal_basis"].choices = [
            *((basis.slug, basis.name) for basis in offered),
            (OWN_WORDS, "In the words of the data protection officer"),
        ]
        self.fields["legal_basis"].widget.hints = {
            basis.slug: f"{basis.says} Source: {basis.source}.".strip() for basis in offered
        }

    def clean_reply_until(self):
        day = self.cleaned_data["reply_until"]
        try:
            briefing.check_reply_date(day)
        except NotAReplyDate as refusal:
            raise ValidationError(str(refusal)) from refusal
        return day

    def save(self, *, by):
        """Set these terms; nothing is sent."""
        answers = self.cleaned_data
        basis = answers["legal_basis"]
        return briefing.brief(
            self.part,
            step=Step(answers["step"]),
            first_days=answers["first_days"],
            reply_days=answers["reply_days"],
            reply_until=answers["reply_until"],
            purpose=answers["purpose"],
            legal_basis=answers["own_words"] if basis == OWN_WORDS else bases.text_of(basis),
            terms_of_reference=answers["terms_of_reference"],
            for_all=answers["for_all"],
            by=by,
        )


class DocumentForm(fields.Form):
    """A document that an agency gets with its request."""

    what = fields.ChoiceField(
        "What do you attach?",
        [(IS_TERMS, "The terms of reference"), (IS_OTHER, "Another document")],
        hints={IS_TERMS: "As a PDF. They replace terms of reference that were attached before."},
        reveals={IS_OTHER: ["title"]},
        empty_message="Select what you attach",
    )
    title = fields.TextField("What the agency reads as its title", max_length=100, hint="Name nobody.")
    document = fields.UploadField(
        "File", accept=".pdf,.docx", hint="PDF or Word, smaller than 20MB.", empty_message="Choose a file to attach"
    )
    for_all = fields.TickField("Give it to every agency that was not asked yet", required=False)

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part

    def clean_document(self):
        kinds = (files.PDF,) if self.cleaned_data.get("what") == IS_TERMS else files.REVIEW_DOCUMENTS
        return files.check(self.cleaned_data["document"], kinds=kinds)

    def attach(self, *, by):
        """Attach it. Returns the document."""
        answers = self.cleaned_data
        return briefing.attach(
            self.part,
            document=answers["document"],
            title=answers["title"],
            is_terms=answers["what"] == IS_TERMS,
            for_all=answers["for_all"],
            by=by,
        )


def _as_it_stands(part):
    listed = bases.of_text(part.legal_basis)
    until = part.reply_until if part.reply_until and part.reply_until > clock.today() else None
    return {
        "step": part.step,
        "first_days": part.first_days or FIRST_REPLY_DAYS,
        "time": UNTIL if until else DAYS if part.reply_days else USUAL,
        "reply_days": part.reply_days,
        "reply_until": until,
        "purpose": part.purpose,
        "legal_basis": listed or OWN_WORDS,
        "own_words": "" if listed else part.legal_basis,
        "terms_of_reference": part.terms_of_reference,
    }
