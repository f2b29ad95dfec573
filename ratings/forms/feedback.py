from panelportal.kit import fields
from ratings.assessing import GivenText, write_feedback
from ratings.forms.rows import RowsForm
from ratings.models import Answer

MOST_WORDS = 600


class FeedbackForm(RowsForm):
    """The written feedback. `rows` are its parts by number, 0 for what was done well.

    A part that was never saved begins with the notes flagged for it: those
    with a Yes under what was done well, the others under their standard.
    """

    first_field = "text"

    def __init__(self, *args, rows, flagged, **kwargs):
        self.flagged = flagged
        super().__init__(*args, rows=rows, **kwargs)

    def add_fields(self, key, row):
        self.fields[f"text_{key}"] = fields.LongTextField(
            f"Feedback on standard {key}" if key else "What was done well",
            hint="Say what would have raised the rating, with paragraphs of the review." if key else "",
            rows=8,
            max_words=MOST_WORDS,
            required=False,
            says_optional=False,
            initial=row.text if row.version else "\n\n".join(map(as_text, self.notes_to_begin_with(key))),
        )

    def notes_to_begin_with(self, key):
        """Return the flagged answers whose notes an unwritten part begins with; each note begins one part only."""
        if key == 0:
            return [one for one in self.flagged if one.answer == Answer.YES]
        return [one for one in self.notes_for(key) if one.answer != Answer.YES]

    def notes_for(self, key):
        """Return the flagged answers that can be inserted into a part."""
        if key == 0:
            return [one for one in self.flagged if one.answer == Answer.YES]
        return [one for one in self.flagged if one.prompt.key_question.standard.number == key]

    def insert(self, asked):
        """Put a note at the end of a text, as `<part>:<answer>` asks, and leave everything else as it was typed."""
        part, _, pk = asked.partition(":")
        for key in self.rows:
            for note in self.notes_for(key):
                if (part, pk) == (str(key), str(note.pk)):
                    self.data = self.data.copy()
                    typed = self.data.get(f"text_{key}", "").rstrip()
                    self.data[f"text_{key}"] = "\n\n".join(filter(None, [typed, as_text(note)]))

    def save(self, assessment, *, by):
        given = {key: GivenText(self.cleaned_data[f"text_{key}"], self.seen(key)) for key in self.rows}
        return self.saved(lambda: write_feedback(assessment, texts=given, by=by))

    def blocks(self):
        """Return what the page prints for each part."""
        for key, row in self.rows.items():
            yield {
                "key": key,
                "row": row,
                "text": self[f"text_{key}"],
                "notes": self.notes_for(key),
                "conflict": self.conflicts.get(key),
            }


def as_text(answer):
    """Return the evidence note of an answer as it stands in the feedback."""
    return f"{answer.prompt}: {answer.note.strip()}"
