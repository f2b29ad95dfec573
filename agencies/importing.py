"""Importing agencies and contacts from a sheet: judged first, then entered whole or not at all; and exporting them."""

from datetime import timedelta

from agencies import directory, joining
from agencies.import_rules import AGREEMENT, AREA, HEADER, MAILBOX, Known, KnownAgency, judge
from agencies.models import Agency, AgencyKind, DirectoryFile, Membership
from panelportal.kit import clock, files, sheets
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

KEPT_FOR = timedelta(days=1)  # a file that nobody confirms
ABOUT = "directory"


class NothingToEnter(ValueError):
    """A sheet that adds nothing, or that has faults: of such a sheet nothing is entered."""


@verb
def keep_file(sound, *, by):
    """Keep a sheet that was sent until its sender confirms it."""
    kept = DirectoryFile(file=files.keep(sound, by=by))
    stamp(kept, "sent", by=by)
    kept.save()
    return kept


def plan_of(kept, *, by):
    """Read a kept sheet and return what it would add now. Raises sheets.BadSheet."""
    with kept.file.file.open("rb") as stored:
        sheet = sheets.read_rows(stored.read(), kept.file.name)
    return judge(sheet, _known(by))


@verb
def enter_file(kept, *, by):
    """Enter all that a kept sheet adds, and forget it. Returns its plan. Raises NothingToEnter."""
    kept = DirectoryFile.objects.select_for_update(of=("self",)).select_related("file").get(pk=kept.pk)
    plan = plan_of(kept, by=by)
    if not plan.can_be_entered:
        raise NothingToEnter(kept.file.name)
    directory.enter([_agency(one) for one in plan.agencies.values()], by=by)
    wanted = {agency for agency, _, _ in plan.contacts}
    known = {one.name.casefold(): one for one in Agency.objects.select_related("kind")} if wanted else {}
    contacts = plan.contacts.items()
    joining.add_members([(known[at], role, email, one.name, one.title) for (at, email, role), one in contacts], by=by)
    counts = {"agencies": len(plan.agencies), "contacts": len(plan.contacts)}
    record("directory imported", about=ABOUT, by=by, sha256=kept.file.sha256, **counts)
    _forget(kept)
    return plan


@verb
def forget_unconfirmed():
    """Forget the sheets that nobody confirmed within a day; their bytes are swept later. Returns how many."""
    old = list(DirectoryFile.objects.filter(sent_at__lt=clock.now() - KEPT_FOR).select_related("file"))
    for kept in old:
        _forget(kept)
    return len(old)


@verb
def export_directory(*, by, form):
    """Return every agency of today with its contacts, as rows of the same columns; who took them out is recorded."""
    agencies = Agency.objects.in_being().for_list().prefetch_related("memberships__user")
    rows = [row for agency in agencies for row in _rows(agency)]
    record("directory exported", about=ABOUT, by=by, form=form, rows=len(rows))
    return rows


def _rows(agency):
    ends_on = agency.agreement_ends_on or ""
    of_agency = [agency.name, agency.kind.name, agency.area, agency.mailbox, agency.sharing_agreement, ends_on]
    people = [held for held in agency.memberships.all() if held.is_live]
    if not people:
        return [[*of_agency, "", "", "", ""]]
    people.sort(key=lambda held: (held.role, held.user.name, held.pk))
    return [
        [*of_agency, held.user.name, held.user.email, held.user.job_title, held.get_role_display()] for held in people
    ]


def template():
    """Return the header of an empty sheet."""
    return list(HEADER)


def _forget(kept):
    stored = kept.file
    kept.delete()
    stored.delete()


def _agency(new):
    return Agency(
        name=new.name,
        kind_id=new.kind,
        area=new.cells[AREA],
        mailbox=new.cells[MAILBOX],
        sharing_agreement=new.cells[AGREEMENT],
        agreement_ends_on=new.agreement_ends_on,
    )


def _known(sender):
    kinds = {}
    for kind in AgencyKind.objects.filter(takes_requests=True):
        kinds |= dict.fromkeys((kind.pk, kind.name.casefold()), (kind.pk, kind.name))
    agencies = {
        one.name.casefold(): KnownAgency(one.name, one.kind_id, one.kind.name, one.kind.takes_requests, one.has_ended)
        for one in Agency.objects.select_related("kind")
    }
    live = Membership.objects.live().values_list("agency__name", "user__email", "role")
    contacts = frozenset((name.casefold(), email.casefold(), role) for name, email, role in live)
    ours = frozenset(address.casefold() for address in joining.addresses_of_the_inspectorate())
    return Known(kinds, agencies, contacts, sender.email.casefold(), ours)
