"""For every combination of ticks the inspector's preview is, field for field, what the agency sees."""

from itertools import chain, combinations

from django.template.loader import render_to_string
from django.urls import reverse

from cases import disclosing, requesting, showing
from cases.models import DisclosedParticular
from tests.cases.pages import fragment, text_of
from tests.factories.cases import chosen_case, described_case, request_to


def every_choice(of):
    """Return every combination of these, the empty one included."""
    return chain.from_iterable(combinations(of, number) for number in range(len(of) + 1))


def tick(disclosure, chosen):
    disclosure.lines.all().delete()
    DisclosedParticular.objects.bulk_create(DisclosedParticular(disclosure=disclosure, particulars=p) for p in chosen)


def printed(what):
    return fragment(render_to_string("cases/what_you_see.html", {"shown": what}))


def test_every_combination_of_ticks_is_shown_alike_before_and_after_sending(cast):
    case = chosen_case(cast, agencies=[cast.police_force])
    police = request_to(case, cast.police_force)
    before, known = police.disclosures.get(), list(case.particulars.current().in_order())
    seen = set()

    for chosen in every_choice(known):
        tick(before, chosen)
        preview, earlier = showing.show(before), printed(showing.show(before))
        disclosing.fix(before, by=cast.inspector)
        theirs = disclosing.shown(police)
        assert theirs == preview
        assert printed(theirs) == earlier
        assert before.digest == showing.digest_of(preview)
        assert [one.shown in earlier for one in known] == [one in chosen for one in known]
        seen.add(before.digest)
        disclosing.unfix(before)

    assert len(known) == 10
    assert len(seen) == 2 ** len(known)


def test_both_pages_print_that_template_and_nothing_else_of_the_case(cast, client_of):
    case = described_case(cast, agencies=[cast.police_force])
    police, known = request_to(case, cast.police_force), list(case.particulars.current().in_order())
    inspector, agency = client_of(cast.inspector), client_of(cast.police)
    disclosing.choose_suggested(case, by=cast.inspector)
    requesting.send_requests(case, by=cast.inspector)
    preview = reverse("cases:preview", args=[case.reference, cast.police_force.slug])

    for chosen in [[one] for one in known] + [known, []]:
        tick(police.disclosures.get(), chosen)
        ours, theirs = inspector.get(preview), agency.get(f"/requests/{police.reference}/")
        assert fragment(text_of(ours)) == fragment(text_of(theirs)) == printed(disclosing.shown(police))
        hidden = [one.shown for one in known if one not in chosen]
        assert [text for text in hidden if text in text_of(theirs)] == []
