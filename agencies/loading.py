"""Loading the directory that is shipped: adds what is missing, and never touches what people changed."""

from pathlib import Path

import yaml

from agencies import directory
from agencies.models import Agency, AgencyKind, Succession
from panelportal.kit.trail import record, verb

FOLDER = Path(__file__).parent / "reference"
ABOUT = "directory"


@verb
def load_directory(*, by=None):
    """Add the agencies of the files in `reference/` that the directory lacks. Returns how many those were.

    An agency is known by its slug, and else by its name where somebody added
    it by hand. Successions are added with their predecessors only, so that
    what people recorded about an agency that was there stays as it is.
    """
    entries, successions = _read()
    slugs = set(Agency.objects.values_list("slug", flat=True))
    names = {name.casefold() for name in Agency.objects.values_list("name", flat=True)}
    kinds = AgencyKind.objects.in_bulk()
    missing = [one for one in entries if one["slug"] not in slugs and one["name"].casefold() not in names]
    if not missing:
        return 0
    added = directory.enter([_agency(one, kinds) for one in missing], by=by)
    _add_successions(successions, entries, {agency.slug for agency in added})
    record("directory loaded", about=ABOUT, by=by, agencies=len(added))
    return len(added)


def _read():
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
    return [one for file in files for one in file["agencies"]], [
        one for file in files for one in file.get("successions", ())
    ]


def _agency(entry, kinds):
    return Agency(
        slug=entry["slug"],
        name=entry["name"],
        kind=kinds[entry["kind"]],
        area=entry["area"],
        valid_from=entry.get("first_day"),
        valid_until=entry.get("last_day"),
    )


def _add_successions(successions, entries, added):
    names = {one["slug"]: one["name"] for one in entries}
    by_slug, by_name = {}, {}
    for agency in Agency.objects.all():
        by_slug[agency.slug], by_name[agency.name.casefold()] = agency, agency

    def known(slug):
        return by_slug.get(slug) or by_name[names[slug].casefold()]

    Succession.objects.bulk_create(
        Succession(
            predecessor=known(one["predecessor"]),
            successor=known(one["successor"]),
            took_over_on=one["took_over_on"],
            note=one.get("note", ""),
        )
        for one in successions
        if one["predecessor"] in added
    )
