from django.utils.html import format_html

from panelportal.kit import fields
from ratings.assessing import GivenAnswer, answer_prompts
from ratings.forms.rows import RowsForm
from ratings.models import Answer


class QuestionForm(RowsForm):
    """The prompts of one key question. `rows` are the answers by letter; each may be left for later."""

    first_field = "answer"

    def add_fields(self, key, row):
        prompt = row.prompt
        choices = [(one.value, one.label) for one in Answer if prompt.may_not_apply or one != Answer.NOT_APPLICABLE]
        self.fields[f"answer_{key}"] = fields.ChoiceField(
            f"{prompt.letter}) {prompt.text}",
            choices,
            inline=True,
            required=False,
            says_optional=False,
            initial=row.answer,
            empty_message=f"Select an answer for {prompt}",
            name=f"answer for {prompt}",
        )
        self.fields[f"note_{key}"] = fields.LongTextField(
            f"Evidence note for {prompt}",
            rows=2,
            required=False,
            says_optional=False,
            initial=row.note,
            size=None,
        )
        label = format_html('Use this in the feedback<span class="govuk-visually-hidden"> ({})</span>', str(prompt))
        self.fields[f"use_{key}"] = fields.TickField(label, required=False, initial=row.use_in_feedback)

    def save(self, assessment, key_question, *, by):
        given = {
            key: GivenAnswer(
                self.cleaned_data[f"answer_{key}"],
                self.cleaned_data[f"note_{key}"],
                self.cleaned_data[f"use_{key}"],
                self.seen(key),
            )
            for key in self.rows
        }
        return self.saved(lambda: answer_prompts(assessment, key_question=key_question, answers=given, by=by))

    def blocks(self, all_answers):
        """Return what the page prints for each prompt, with the answers to the same wording in other key questions."""
        for key, row in self.rows.items():
            twins = [one for one in all_answers if one.prompt.text == row.prompt.text]
            yield {
                "row": row,
                "answer": self[f"answer_{key}"],
                "note": self[f"note_{key}"],
                "use": self[f"use_{key}"],
                "conflict": self.conflicts.get(key),
                "twins": twins if len(twins) > 1 else [],
            }
