"""Keeping an answer that two colleagues may be changing at once."""

from panelportal.kit.attribution import stamp
from panelportal.kit.versions import save_next_version


def keep(answer, *, seen, stem, values, by):
    """Save an answer for the first time, or as the version after the one that its editor saw.

    `seen` is 0 for somebody who saw none. `stem` names its who-and-when
    pair. Raises ChangedMeanwhile with the answer as it stands.
    """
    for name, value in values.items():
        setattr(answer, name, value)
    stamp(answer, stem, by=by)
    if answer.pk is None:
        answer.save()
    else:
        save_next_version(answer, seen=seen, fields=[*values, f"{stem}_by", f"{stem}_at"])
    return answer
