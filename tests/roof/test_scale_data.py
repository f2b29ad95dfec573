"""The made-up data to measure with, at a size of its own: as many requests for one person as at any size."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from agencies.models import Agency, Duty, DutyStep, Membership, User
from agencies.role_names import held_in
from benchmarks import operations
from cases import boards, requesting
from cases.models import AgencyRequest, Case, Disclosure
from cases.models.requests import AgencyRequestGroupGrant, AgencyRequestUserGrant
from findings import gathering
from findings.models import IssuedLearning, KeyEvent, LearningPoint, RecordCheck, Reply
from panelportal.kit import access, references
from panelportal.kit.access import Can
from panelportal.kit.models import ReadEntry, TrailEntry
from panelportal.scale import loading
from panelportal.scale.sizes import EVENTS, FEW, MANY, SIZES, Size
from ratings import covered
from ratings.models import Assessment, AssessmentUserGrant, Review

SIZE = Size(
    people=80,
    agencies=14,
    reviews=640,
    cases=MANY,
    requests=640,
    grants=4_000,
    duties=650,
    acts=20,
    reads=20,
    issued=30,
)
GRANTS = (AgencyRequestUserGrant, AgencyRequestGroupGrant, AssessmentUserGrant)


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """Load the data once for the tests of this module, and take it back."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(SIZE)
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def _grants_of(person):
    return AgencyRequestUserGrant.objects.filter(user=person).count()


def test_there_is_as_much_of_each_as_the_size_says():
    counted = Size(
        people=User.objects.count(),
        agencies=Agency.objects.count(),
        reviews=Review.objects.count(),
        cases=Case.objects.count(),
        requests=AgencyRequest.objects.count(),
        grants=sum(table.objects.count() for table in GRANTS),
        duties=Duty.objects.open().count(),
        acts=TrailEntry.objects.count(),
        reads=ReadEntry.objects.count(),
        issued=IssuedLearning.objects.count(),
    )

    assert counted == SIZE


def test_the_large_size_is_what_the_speed_is_promised_at():
    large = SIZES["l"]

    assert (large.people, large.agencies, large.requests) == (10_000, 1_000, 20_000)
    assert (large.grants, large.duties, large.reviews, large.cases) == (1_000_000, 20_000, 50_000, 2_000)
    assert all(size.to_rate >= 0 for size in SIZES.values())


def test_the_rows_hold_what_the_models_and_verbs_would_have_written():
    for model in (Agency, User, Membership, Review, Assessment, Case, AgencyRequest, Duty, DutyStep, *GRANTS):
        for row in (model.objects.order_by("pk").first(), model.objects.order_by("pk").last()):
            row.full_clean()
    for model in (Reply, RecordCheck, LearningPoint):
        model.objects.latest("pk").full_clean()
    assert all(m.role in held_in(m.agency.kind_id) for m in Membership.objects.select_related("agency"))
    rated = Assessment.objects.filter(status="countersigned").latest("pk")
    assert rated.countersignatures.get().digest == covered.digest_of(rated)
    assert boards.board_of(Case.objects.latest("pk"))
    assert Disclosure.objects.filter(digest="").count() == 0


def test_the_verbs_go_on_where_the_data_ends():
    request = AgencyRequest.objects.awaiting_reply().order_by("pk").last()
    spoc = Membership.objects.get(agency=request.agency, role="spoc").user

    requesting.mark_submitted(request, outcome_status="not-known", by=spoc)

    assert not Duty.objects.open().filter(about=request.reference).exists()
    assert references.next_reference("MAC").endswith(f"-{MANY + 1}")
    assert references.next_reference("REQ").endswith(f"-{SIZE.requests + 1:04}")


def test_the_measured_people_see_as_much_as_at_every_size():
    seen = {
        name: access.visible(AgencyRequest.objects.all(), operations.person(name), Can.READ).count()
        for name in operations.SEE_REQUESTS
    }

    assert seen == {"few": FEW, "many": MANY, "by-name": MANY}
    assert _grants_of(operations.person("by-name")) == 2 * MANY
    assert MANY > access.asking.FEW > FEW


@pytest.mark.parametrize(("name", "rows"), [("few", FEW), ("many", 25), ("by-name", 25)])
def test_asking_for_requests_takes_the_same_queries_with_5_and_with_600(name, rows, django_assert_num_queries):
    request = operations.first_request(operations.person(name))  # this also asks the ids of permissions, once for all
    access.may(operations.person(name), Can.ANSWER, request)
    lister, checker = operations.person(name), operations.person(name)

    with django_assert_num_queries(5):  # memberships, role permissions, conflicts; grants; requests
        listed = operations.page_of_requests(access.visible(AgencyRequest.objects.all(), lister, Can.READ))
    with django_assert_num_queries(5):
        allowed = access.may(checker, Can.ANSWER, request)

    assert (len(listed), allowed) == (rows, True)


def test_much_is_told_of_one_case_that_the_measured_inspector_flagged():
    case = operations.much_told()
    KeyEvent.objects.latest("pk").full_clean()
    told = gathering.told_of(case)

    assert case.flagged_by == operations.person("inspector")
    assert len(told.events) == EVENTS == 2_000
    assert told.owners


def test_nothing_is_loaded_into_a_database_with_people(settings):
    settings.PORTAL_DEMO = True

    with pytest.raises(CommandError, match="There are people in this database"):
        call_command("scale_data", "--size", "s")

    assert User.objects.count() == SIZE.people


def test_nothing_is_loaded_outside_the_demonstration():
    with pytest.raises(CommandError, match="only where PORTAL_DEMO is 1"):
        call_command("scale_data", "--size", "s")
