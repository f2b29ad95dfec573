"""Two inspectors flag at the same moment: one case, and the second is told."""

import pytest

from cases.models import AgencyRequest, Case, Together
from cases.refusals import AlreadyFlagged
from tests.cases.flag_pages import answer_all, url
from tests.cases.pages import text_of
from tests.factories.cases import flagged_case
from tests.factories.ratings import rated_review
from tests.kit.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _flag(cast, review, by, **changes):
    def flag():
        try:
            return flagged_case(cast, review=review, by=by, **changes)
        except AlreadyFlagged as already:
            return already

    return flag


def test_two_who_flag_a_review_at_once_make_one_case(cast):
    review = rated_review(cast)

    given = at_once(*[_flag(cast, review, by) for by in (cast.inspector, cast.other_inspector, cast.lead)])

    case = Case.objects.get()
    assert sorted(type(one).__name__ for one in given) == ["AlreadyFlagged", "AlreadyFlagged", "Case"]
    assert {one.case for one in given if isinstance(one, AlreadyFlagged)} == {case}
    assert AgencyRequest.objects.filter(case=case).count() == 3


def test_two_who_flag_each_others_reviews_at_once_do_not_wait_for_each_other(cast):
    first, second = rated_review(cast), rated_review(cast)

    given = at_once(
        _flag(cast, first, cast.inspector, joined=[(second, Together.SAME_PERSON)]),
        _flag(cast, second, cast.other_inspector, joined=[(first, Together.SAME_PERSON)]),
    )

    assert sorted(type(one).__name__ for one in given) == ["AlreadyFlagged", "Case"]
    assert Case.objects.get().reviews.count() == 2


def test_the_second_of_two_pages_sent_at_once_says_so(cast, client_of):
    review = rated_review(cast)
    clients = [client_of(person) for person in (cast.inspector, cast.other_inspector)]
    for client in clients:
        answer_all(client, review, cast.police_force, cast.trust)

    pages = at_once(*[lambda client=client: client.post(url("flag_check", review)) for client in clients])

    second = next(page for page in pages if page.status_code == 200)
    assert sorted(page.status_code for page in pages) == [200, 302]
    assert f'See <a class="govuk-link" href="/cases/{Case.objects.get().reference}/">' in text_of(second)
