"""The three pages of a flag as one thing: what their author's draft holds of them, and what the verb takes."""

from django.utils.datastructures import MultiValueDict

from cases import flagging
from cases.drafting_flags import discard_answers, draft_of, keep_answers
from cases.forms.flagging import FlagAgenciesForm, FlagOtherForm, FlagWhyForm

NOT_ANSWERS = ("csrfmiddlewaretoken", "once")
PAGES = {"agencies": FlagAgenciesForm, "why": FlagWhyForm, "other": FlagOtherForm}


class FlagPages:
    """What one person has answered about flagging a review."""

    def __init__(self, review, user):
        self.review, self.user = review, user
        self.kept = draft_of(review, user)

    def form(self, page, data=None):
        """Return the form of a page, bound to what was typed now or before."""
        if data is None and page in self.kept:
            data = MultiValueDict(self.kept[page])
        return PAGES[page](data, review=self.review, user=self.user)

    def keep(self, page, data):
        """Keep what was typed on a page."""
        answers = {name: values for name, values in data.lists() if name not in NOT_ANSWERS}
        keep_answers(self.review, page=page, answers=answers, by=self.user)
        self.kept = self.kept | {page: answers}

    def next_page(self):
        """Return the first page that is not answered, or not any more as things stand; None when all are."""
        for page in PAGES:
            if page not in self.kept or not self.form(page).is_valid():
                return page
        return None

    def answers(self):
        """Return what the verb takes. Only when no page is left."""
        forms = [self.form(page) for page in PAGES]
        together = {}
        for form in forms:
            form.full_clean()
            together |= form.answers()
        return together

    def kept_words(self):
        """Return what this person wrote in their own words, as rows of a summary list, so that it is not lost."""
        typed = self.kept.get("why", {})
        written = [("In your own words", "in_own_words"), ("What agencies should look into", "lines_of_enquiry")]
        rows = [{"key": key, "value_paragraphs": " ".join(typed.get(name, []))} for key, name in written]
        return [row for row in rows if row["value_paragraphs"].strip()]

    def discard(self):
        """Discard what this person has answered."""
        discard_answers(self.review, by=self.user)

    def flag(self):
        """Flag the review. Returns the case. Raises NotRatedYet and AlreadyFlagged."""
        return flagging.flag_for_learning(self.review, **self.answers(), by=self.user)
