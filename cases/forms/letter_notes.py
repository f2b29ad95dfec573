from cases import letter_notes
from cases.models.requests import LONGEST_NOTE
from cases.refusals import Refusal
from panelportal.kit import fields
from panelportal.kit.versions import ChangedMeanwhile


class LetterNoteForm(fields.Form):
    """A note for the letter to one agency, with the mark of the note that its writer saw."""

    note = fields.LongTextField(
        "A note from the inspector",
        required=False,
        rows=4,
        max_length=LONGEST_NOTE,
        hint=f"Plain text, {LONGEST_NOTE} characters at most. It leaves by email. Leave it empty to write none.",
    )
    seen = fields.HiddenField()

    def __init__(self, *args, part, **options):
        super().__init__(*args, initial={"note": part.letter_note, "seen": letter_notes.mark_of(part)}, **options)
        self.part = part

    def save(self, *, by):
        """Hand the note to the verb. Returns whether it was taken; what was typed stays when it was not."""
        answers = self.cleaned_data
        try:
            letter_notes.write_note(self.part, note=answers["note"], seen=answers["seen"], by=by)
        except ChangedMeanwhile as changed:
            self.data = self.data.copy()
            self.data["seen"] = letter_notes.mark_of(changed.current)
            self.part.letter_note = changed.current.letter_note
            self.add_error("note", "Someone else changed the note: it stands in the letter above. Save yours again")
            return False
        except Refusal as refusal:
            self.add_error("note", str(refusal))
            return False
        return True
