from panelportal.kit import fields
from ratings.assessing import GivenRating, rate_standards
from ratings.forms.rows import RowsForm
from ratings.scale import Rating

CHOICES = [(rating.value, f"{rating.label} ({rating.value} point{'' if rating == 1 else 's'})") for rating in Rating]


class RatingsForm(RowsForm):
    """The ratings of the standards. `rows` are those that can be rated, by the standard's number."""

    first_field = "rating"

    def add_fields(self, key, row):
        self.fields[f"rating_{key}"] = fields.ChoiceField(
            f"Rating of standard {key}",
            CHOICES,
            coerce=lambda points: Rating(int(points)),
            empty_value=None,
            required=False,
            says_optional=False,
            initial=row.rating,
            empty_message=f"Select a rating for standard {key}",
        )
        self.fields[f"reason_{key}"] = fields.LongTextField(
            f"Reason for the rating of standard {key}",
            hint="Say what in the review led to this rating. The region reads it.",
            rows=4,
            required=False,
            says_optional=False,
            initial=row.reason,
        )

    def save(self, assessment, *, by):
        given = {
            key: GivenRating(self.cleaned_data[f"rating_{key}"], self.cleaned_data[f"reason_{key}"], self.seen(key))
            for key in self.rows
        }
        return self.saved(lambda: rate_standards(assessment, ratings=given, by=by))
