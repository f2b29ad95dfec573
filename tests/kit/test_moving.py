from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases.models import AgencyRequest, RequestStatus
from panelportal.kit import clock, moving, trail
from panelportal.kit.attribution import stamp
from panelportal.kit.models import StatusChange, TrailEntry
from panelportal.kit.statuses import Status
from panelportal.kit.templatetags.kit import tag
from tests.kit.guarded import add_case, add_request

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)

move = trail.verb(moving.move)


@pytest.fixture
def request_(cast):
    return add_request(add_case("MAC-2026-001"), cast.police_force)


def test_a_change_of_status_is_a_row_with_who_and_when_and_an_entry_of_the_trail(cast, request_):
    with clock.at(MORNING):
        move(request_, RequestStatus.WITHDRAWN, by=cast.lead, because="No longer needed")

    change = StatusChange.objects.get()
    assert AgencyRequest.objects.get().status == RequestStatus.WITHDRAWN
    assert (change.noun, change.about) == ("cases.AgencyRequest", "REQ-2026-0001")
    assert (change.before, change.after, change.because) == ("not-sent", "withdrawn", "No longer needed")
    assert (change.moved_at, change.moved_by_label, change.moved_by_key) == (
        MORNING,
        "Leda Lead",
        f"person:{cast.lead.pk}",
    )
    entry = TrailEntry.objects.get(act="status changed")
    assert (entry.about, entry.actor_label) == ("REQ-2026-0001", "Leda Lead")
    assert entry.facts == {"noun": "cases.AgencyRequest", "before": "not-sent", "after": "withdrawn"}


def test_the_history_of_a_noun_is_its_own_oldest_first(cast, request_):
    other = add_request(request_.case, cast.trust)

    for status in (RequestStatus.SENT, RequestStatus.OPENED, RequestStatus.SENT):
        move(request_, status, by=None)
    move(other, RequestStatus.SENT, by=None)

    assert [change.after for change in moving.history(request_)] == ["sent", "opened", "sent"]


def test_moving_to_the_status_that_holds_changes_nothing(cast, request_):
    move(request_, RequestStatus.NOT_SENT, by=cast.lead)

    assert not StatusChange.objects.exists()
    assert not TrailEntry.objects.filter(act="status changed").exists()


def test_outside_a_verb_no_status_changes(cast, request_):
    with pytest.raises(trail.OutsideAVerb):
        moving.move(request_, RequestStatus.SENT, by=cast.lead)

    assert AgencyRequest.objects.get().status == request_.status == RequestStatus.NOT_SENT
    assert not StatusChange.objects.exists()


@pytest.mark.parametrize("change", ["UPDATE kit_statuschange SET after = 'sent'", "DELETE FROM kit_statuschange"])
def test_the_database_refuses_to_change_the_history(cast, request_, change):
    move(request_, RequestStatus.WITHDRAWN, by=cast.lead)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert StatusChange.objects.get().after == "withdrawn"


def test_a_status_is_read_with_its_words_and_its_colour(cast, request_):
    status = AgencyRequest.objects.get().status

    assert (status, status.label, status.colour) == ("not-sent", "Not sent", "grey")
    assert tag(status) == '<strong class="govuk-tag govuk-tag--grey">Not sent</strong>'


def test_a_status_of_a_colour_that_no_tag_has_is_refused():
    with pytest.raises(ValueError, match="turquoise is not one of the colours of a tag"):
        Status("Bad", {"SENT": ("sent", "turquoise", "Sent")})


def test_a_stamp_sets_who_and_when_together(cast, request_):
    with clock.at(MORNING):
        stamp(request_, "drafted", by=cast.inspector)
    request_.save()

    kept = AgencyRequest.objects.get()
    assert (kept.drafted_by, kept.drafted_at) == (cast.inspector, MORNING)


@pytest.mark.parametrize("half", ["by", "at"])
def test_who_without_when_is_refused_by_the_database_and_when_without_who(cast, request_, half):
    stamp(request_, "drafted", by=cast.inspector)
    setattr(request_, f"drafted_{half}", None)

    with pytest.raises(IntegrityError, match="cases_agencyrequest_drafted_by_and_at"), transaction.atomic():
        request_.save()
