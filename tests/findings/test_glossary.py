"""The glossary of a case: what it takes and refuses, and its page for casework."""

import pytest

from cases.models import CaseStatus
from cases.refusals import CaseOver
from findings import glossary
from findings.models import Cipher
from panelportal.kit.models import ReadEntry, TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from tests.factories import findings as makers
from tests.factories.chronology import happened, reply


@pytest.fixture
def case(cast):
    return makers.part(cast).case


def add(case, cast, name, **told):
    return glossary.add_name(case, **({"name": name, "role": "General practitioner", "by": cast.coordinator} | told))


def test_a_name_takes_the_next_cipher_of_its_role_and_the_trail_holds_no_name(cast, case):
    first, second = add(case, cast, "Dr Hale", said=["Hale", "dr hale", "HALE"]), add(case, cast, "Dr Moor")

    assert (first.cipher, second.cipher) == ("GP1", "GP2")
    assert first.names == ["Dr Hale", "Hale"]
    assert (first.put_by, first.role) == (cast.coordinator, "General practitioner")
    acts = TrailEntry.objects.filter(act="name added to glossary")
    assert [act.facts for act in acts.order_by("pk")] == [{"cipher": "GP1"}, {"cipher": "GP2"}]


@pytest.mark.parametrize(
    ("told", "field", "why"),
    [
        ({"name": "dr. HALE"}, "name", "GP1 stands for ‘dr. HALE’ already"),
        ({"name": "Sue Moor", "said": ["Hale"]}, "said", "GP1 stands for ‘Hale’ already"),
        ({"name": "May"}, "name", "‘May’ is an ordinary word, too"),
        ({"name": "23"}, "name", "‘23’ has no letter in it"),
        ({"name": "Sue Moor", "cipher": "gp1"}, "cipher", "gp1 stands for another name already"),
        ({"name": "Sue Moor", "cipher": "Hale 2"}, "cipher", "must not contain a name"),
        ({"name": "Moor", "cipher": "Moor 1"}, "name", "A cipher contains ‘Moor’"),
        ({"name": "GP1"}, "name", "A cipher contains ‘GP1’"),
    ],
)
def test_what_would_stand_for_two_or_for_nobody_is_refused(cast, case, told, field, why):
    add(case, cast, "Dr Hale", said=["Hale"])

    with pytest.raises(glossary.CannotStand, match=why) as refused:
        add(case, cast, **told)

    assert refused.value.field == field
    assert Cipher.objects.count() == 1


def test_a_name_that_is_part_of_a_longer_one_may_stand_beside_it(cast, case):
    longer, shorter = add(case, cast, "Ann Smith"), add(case, cast, "Ann")

    assert {longer.cipher, shorter.cipher} == {"GP1", "GP2"}


def test_a_cipher_is_free_in_another_case(cast, case):
    add(case, cast, "Dr Hale")

    assert add(makers.part(cast, "trust").case, cast, "Dr Hale").cipher == "GP1"


def test_of_two_who_change_a_name_the_second_is_told(cast, case):
    entry = add(case, cast, "Dr Hale")
    told = {"role": "Other doctor", "cipher": "GP1", "by": cast.inspector}
    glossary.change_name(entry, name="Dr Hail", seen=1, **told)

    with pytest.raises(ChangedMeanwhile):
        glossary.change_name(entry, name="Dr Hall", seen=1, **told)

    assert (case.ciphers.get().name, case.ciphers.get().version) == ("Dr Hail", 2)


def test_a_removed_name_is_gone_and_a_case_that_is_over_keeps_its_glossary(cast, case):
    entry, other = add(case, cast, "Dr Hale"), add(case, cast, "Dr Moor")

    glossary.remove_name(entry, by=cast.inspector)
    case.status = CaseStatus.CLOSED
    case.save(update_fields=["status"])
    with pytest.raises(CaseOver):
        glossary.remove_name(other, by=cast.inspector)

    assert [one.cipher for one in case.ciphers.all()] == ["GP2"]


def test_the_page_takes_a_name_tells_what_else_looks_like_one_and_records_its_reading(cast, client_of):
    part = makers.part(cast)
    reply(part, by=cast.police)
    happened(part, part.case.period_from, by=cast.police, what="Dr Hale met PC Moor.")
    client, path = client_of(cast.coordinator), f"/cases/{part.case.reference}/glossary/"

    before = client.get(path).content.decode()
    client.post(path, {"name": "Dr Hale", "said": "Hale\n\n hale ", "role": "General practitioner", "version": "0"})
    after = client.get(path).content.decode()
    refused = client.post(path, {"name": "Hale", "role": "Nurse or midwife", "version": "0"}).content.decode()

    assert "<li>Dr Hale</li>" in before
    assert "<li>PC Moor</li>" in before
    assert "<li>Dr Hale</li>" not in after
    assert part.case.ciphers.get().names == ["Dr Hale", "Hale"]
    assert "GP1 stands for ‘Hale’ already. Write more of the name" in refused
    assert ReadEntry.objects.filter(what="glossary read", about=part.case.reference).count() == 3


def test_a_name_is_changed_and_removed_on_pages_of_its_own(cast, client_of, case):
    entry = add(case, cast, "Dr Hale")
    client, path = client_of(cast.inspector), f"/cases/{case.reference}/glossary/{entry.pk}/"
    told = {"name": "Dr Hail", "said": "", "role": "Other doctor", "cipher": "", "version": "1"}

    assert "Dr Hale" in client.get(path).content.decode()
    client.post(path, told)
    late = client.post(path, told | {"name": "Dr Hall"}).content.decode()
    changed = case.ciphers.get()
    client.post(f"{path}remove/")

    assert (changed.name, changed.cipher) == ("Dr Hail", "DR1")
    assert "What stands now" in late
    assert "Dr Hall" in late
    assert not case.ciphers.exists()
