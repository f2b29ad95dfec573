from datetime import UTC, date, datetime, time

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.forms import Form as DjangosForm
from django.forms import fields as djangos
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from panelportal.kit import clock, fields
from panelportal.kit.fields.dates import read_time
from panelportal.kit.words import time_of_day

NOON = datetime(2025, 3, 17, 12, tzinfo=UTC)
DJANGOS_CLASSES = [
    *(kind for kind in vars(djangos).values() if isinstance(kind, type) and issubclass(kind, djangos.Field)),
    ModelChoiceField,
    ModelMultipleChoiceField,
]
DJANGOS_MESSAGES = {
    str(text) for kind in DJANGOS_CLASSES for text in getattr(kind, "default_error_messages", {}).values()
}
BANNED = ("please", "sorry", "invalid", "required", "forbidden", "oops", "valid ")


class Outcome(models.TextChoices):
    INVOLVED = "involved", "Involved"
    ELSEWHERE = "elsewhere", "Held by another body"


def every_field():
    """Return one field of each class that apps may use, with options that give it something to refuse."""
    nobody = Group.objects.none()
    return {
        "choice": fields.ChoiceField("Outcome", Outcome),
        "date": fields.DateField("Date received", future_allowed=False, earliest=date(2020, 1, 1)),
        "email": fields.EmailField("Email address"),
        "hidden": fields.HiddenField(),
        "long": fields.LongTextField("Reason", max_words=3, max_length=20),
        "object": fields.ModelChoiceField("Agency", nobody),
        "objects": fields.ModelMultipleChoiceField("Agencies", nobody),
        "several": fields.MultipleChoiceField("Themes", [("a", "A"), ("none", "None")], exclusive="none"),
        "number": fields.NumberField("Minutes", at_least=5, at_most=90),
        "list": fields.SelectField("Region", [("n", "North")]),
        "text": fields.TextField("Reference", max_length=5, min_length=3, pattern="[a-z]+"),
        "tick": fields.TickField("I have read the terms"),
        "time": fields.TimeField("Start time"),
        "file": fields.UploadField("Document"),
        "files": fields.UploadField("Documents", many=True),
        "yes_no": fields.YesNoField("Was it shared?"),
    }


def form_of(**declared):
    return type("AForm", (fields.Form,), declared)


def errors_of(field, data=None, files=None):
    form = form_of(it=field)(data or {}, files)
    form.is_valid()
    return form.errors.get("it", [])


def when(day="", month="", year=""):
    return {"it_day": day, "it_month": month, "it_year": year}


def test_every_exported_field_is_in_the_list_that_these_tests_walk():
    exported = {name for name in fields.__all__ if name.endswith("Field")}
    assert exported == {type(field).__name__ for field in every_field().values()}


def test_no_message_of_django_can_show():
    for name, field in every_field().items():
        for code, text in field.error_messages.items():
            assert text not in DJANGOS_MESSAGES, (name, code)
            assert not any(word in text.lower() for word in BANNED), (name, code, text)
        codes = {code for kind in type(field).__mro__ for code in getattr(kind, "default_error_messages", {})}
        assert codes <= field.error_messages.keys(), name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", ["", "x", "0", "-1", "1" * 400, "a\x00b", "%s %(x)s", "2025-02-30", "10:61", "é@é", "none"]
)
def test_whatever_is_sent_the_answer_is_in_our_words(sent):
    for name, field in every_field().items():
        data = {"it": [sent] if name in ("several", "objects") else sent, **when(sent, sent, sent)}
        for text in errors_of(field, data):
            assert text not in DJANGOS_MESSAGES, (name, text)
            assert not any(word in text.lower() for word in BANNED), (name, text)
            assert "%(" not in text.replace(sent, "") or not sent, (name, text)


@pytest.mark.django_db
def test_an_empty_answer_is_asked_for_in_the_words_of_the_label():
    assert {name: list(errors_of(field)) for name, field in every_field().items()} == {
        "choice": ["Select outcome"],
        "date": ["Enter date received"],
        "email": ["Enter email address"],
        "hidden": ["Open this page again, because part of it is missing"],
        "long": ["Enter reason"],
        "object": ["Select agency"],
        "objects": ["Select agencies"],
        "several": ["Select themes"],
        "number": ["Enter minutes"],
        "list": ["Select region"],
        "text": ["Enter reference"],
        "tick": ["Tick the box: I have read the terms"],
        "time": ["Enter start time"],
        "file": ["Choose a file for document"],
        "files": ["Choose a file for documents"],
        "yes_no": ["Select an answer to ‘Was it shared?’"],
    }


def test_an_acronym_keeps_its_capitals_and_a_given_message_wins():
    assert errors_of(fields.TextField("SFO reference")) == ["Enter SFO reference"]
    assert errors_of(fields.TextField("Reference", empty_message="Enter the reference")) == ["Enter the reference"]


def test_the_messages_follow_a_label_that_a_form_sets_later():
    class Later(fields.Form):
        note = fields.TextField("Note")

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["note"].label = "Evidence note"

    assert Later({}).errors == {"note": ["Enter evidence note"]}


def test_a_percent_sign_in_a_label_does_no_harm():
    field = fields.TextField("Share in %", max_length=2)
    assert errors_of(field, {"it": "100"}) == ["Share in % must be 2 characters or fewer"]
    assert errors_of(fields.ChoiceField("Above 20%", Outcome), {"it": "x"}) == ["Select above 20%"]


@pytest.mark.parametrize(
    ("parts", "message", "input_id"),
    [
        (("", "2", "2025"), "Date received must include a day", "id_it_day"),
        (("24", "", ""), "Date received must include a month and a year", "id_it_month"),
        (("24", "2", "25"), "Date received must have a year of 4 numbers, like 2025", "id_it_year"),
        (("31", "2", "2025"), "Date received must be a real date, like 24 2 2025", "id_it_day"),
        (("2", "24", "2025"), "Date received must be a real date, like 24 2 2025", "id_it_day"),
        (("²", "2", "2025"), "Date received must be a real date, like 24 2 2025", "id_it_day"),
        (("1", "ma", "2025"), "Date received must be a real date, like 24 2 2025", "id_it_day"),
        (("18", "3", "2025"), "Date received must be today or in the past", "id_it_day"),
        (("31", "12", "2019"), "Date received must be on or after 1 January 2020", "id_it_day"),
    ],
)
def test_a_date_says_which_part_is_wrong_and_leads_there(parts, message, input_id):
    with clock.at(NOON):
        form = form_of(it=every_field()["date"])(when(*parts))
        assert form.errors == {"it": [message]}
    assert form["it"].first_id == input_id


@pytest.mark.parametrize("month", ["2", "02", "feb", "February", "FEB."])
def test_a_month_may_be_a_number_or_a_word(month):
    form = form_of(it=fields.DateField("Date received"))(when("24", month, "2025"))
    assert form.is_valid()
    assert form.cleaned_data == {"it": date(2025, 2, 24)}


def test_today_is_neither_past_nor_future():
    with clock.at(NOON):
        for options in (
            {"future_allowed": False},
            {"past_allowed": False},
            {"earliest": clock.today, "latest": clock.today},
        ):
            assert not errors_of(fields.DateField("Date", **options), when("17", "3", "2025"))


def test_a_date_that_was_known_before_is_shown_and_unchanged():
    kind = form_of(it=fields.DateField("Date"))
    known = {"it": date(2025, 2, 24)}
    assert 'value="24"' in str(kind(initial=known)["it"])
    assert not kind(when("24", "2", "2025"), initial=known).has_changed()
    assert kind(when("25", "2", "2025"), initial=known).has_changed()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("10am", time(10)),
        ("10 am", time(10)),
        ("10:30", time(10, 30)),
        ("14:00", time(14)),
        ("2.30pm", time(14, 30)),
        ("2:30 p.m.", time(14, 30)),
        ("12am", time(0)),
        ("12:15pm", time(12, 15)),
        ("midday", time(12)),
        ("Midnight", time(0)),
        ("02:30", time(2, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(text, told):
    assert read_time(text) == told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2:30", "Start time must say am or pm, like 2:30pm"),
        ("9", "Start time must say am or pm, like 2:30pm"),
        ("25:00", "Start time must be a time, like 10am or 2:30pm"),
        ("13pm", "Start time must be a time, like 10am or 2:30pm"),
        ("after lunch", "Start time must be a time, like 10am or 2:30pm"),
    ],
)
def test_a_time_that_could_be_two_times_or_none_is_refused(text, message):
    assert errors_of(fields.TimeField("Start time"), {"it": text}) == [message]


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0, fold=0)))
def test_every_time_that_is_shown_can_be_typed_back(moment):
    assert read_time(time_of_day(moment)) == moment


def test_a_number_outside_its_bounds_or_of_no_kind_is_refused():
    asked = every_field()["number"]
    assert errors_of(asked, {"it": "4"}) == ["Minutes must be 5 or more"]
    assert errors_of(asked, {"it": "91"}) == ["Minutes must be 90 or less"]
    assert errors_of(asked, {"it": "a few"}) == ["Minutes must be a whole number, like 5"]


def test_words_are_counted_and_line_ends_are_made_plain():
    asked = every_field()["long"]
    assert errors_of(asked, {"it": "one two three four"}) == ["Reason must be 3 words or fewer"]
    form = form_of(it=fields.LongTextField("Reason"))({"it": "one\r\ntwo"})
    assert form.is_valid()
    assert form.cleaned_data["it"] == "one\ntwo"


def test_choices_of_an_enumeration_come_back_as_its_members():
    form = form_of(
        one=fields.ChoiceField("One", Outcome),
        some=fields.MultipleChoiceField("Some", Outcome),
        sure=fields.YesNoField("Sure?"),
    )({"one": "involved", "some": ["elsewhere"], "sure": "no"})
    assert form.is_valid()
    assert form.cleaned_data == {"one": Outcome.INVOLVED, "some": [Outcome.ELSEWHERE], "sure": False}
    assert form.cleaned_data["one"] is Outcome.INVOLVED


def test_none_of_these_stands_alone():
    assert errors_of(every_field()["several"], {"it": ["a", "none"]}) == ["Select themes, or select ‘None’ alone"]


class Revealing(fields.Form):
    outcome = fields.ChoiceField("Outcome", Outcome, reveals={Outcome.ELSEWHERE: ["known", "since"]})
    known = fields.YesNoField("Do you know who?", reveals={"yes": ["holder"]})
    holder = fields.TextField("Organisation")
    since = fields.DateField("Held since", required=False)


def test_a_field_under_a_choice_is_needed_only_when_it_is_chosen():
    assert Revealing({"outcome": "elsewhere"}).errors == {"known": ["Select an answer to ‘Do you know who?’"]}
    assert Revealing({"outcome": "elsewhere", "known": "yes"}).errors == {"holder": ["Enter organisation"]}


def test_what_was_typed_under_a_choice_that_is_not_chosen_is_dropped():
    form = Revealing({"outcome": "involved", "known": "yes", "holder": "Police", "since_day": "x"})
    assert form.is_valid()
    assert form.cleaned_data == {"outcome": Outcome.INVOLVED, "known": None, "holder": "", "since": None}


def test_revealed_fields_are_printed_once_under_their_choice():
    html = str(Revealing())
    assert html.count('name="holder"') == html.count('name="since_year"') == 1
    assert html.index('value="elsewhere"') < html.index('name="known"') < html.index('name="holder"')


def test_a_file_that_came_with_a_wrong_answer_has_to_be_chosen_again():
    kind = form_of(note=fields.TextField("Note"), it=fields.UploadField("Document"))
    files = {"it": SimpleUploadedFile("a.pdf", b"%PDF")}
    again = ["Choose the file again, because files are not kept while other answers are changed"]
    assert kind({}, files).errors == {"note": ["Enter note"], "it": again}
    refused_later = kind({"note": "x"}, files)
    assert refused_later.is_valid()
    refused_later.add_error(None, "The case is closed")
    assert refused_later.errors["it"] == again


def test_several_files_come_as_a_list():
    kind = form_of(it=fields.UploadField("Documents", many=True))
    sent = [SimpleUploadedFile(name, b"x") for name in ("a.pdf", "b.pdf")]
    form = kind({}, MultiValueDict({"it": sent}))
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["it"]] == ["a.pdf", "b.pdf"]
    assert kind({}, {"it": None}).errors == {"it": ["Choose a file for documents"]}


def test_the_form_of_another_package_speaks_our_words_too():
    class Foreign(fields.FormManners, DjangosForm):
        code = djangos.CharField(label="Code", max_length=3)

    assert Foreign({}).errors == {"code": ["Enter code"]}
    assert Foreign({"code": "1234"}).errors == {"code": ["Code must be 3 characters or fewer"]}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 25, "-" + "9" * 25, "9" * 5000, "a\0", "x"])
def test_a_key_that_no_row_can_have_is_a_wrong_choice_and_no_fault(key):
    field = fields.ModelMultipleChoiceField("Groups", Group.objects.all())

    assert errors_of(field, {"it": [key]})


@pytest.mark.parametrize("part", ["day", "month"])
def test_a_number_too_large_for_any_calendar_is_no_date(part):
    typed = {"when_day": "24", "when_month": "2", "when_year": "2025"} | {f"when_{part}": "9" * 30}

    form = form_of(when=fields.DateField("Date received"))(typed)

    assert form.errors["when"] == ["Date received must be a real date, like 24 2 2025"]


def test_one_line_of_text_stays_one_line():
    form = form_of(name=fields.TextField("Name"))({"name": "Nia\r\nYour account is locked\u2028now"})

    assert form.is_valid()
    assert form.cleaned_data["name"] == "Nia Your account is locked now"
