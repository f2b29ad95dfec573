"""Two people editing the same thing: the second is told, and neither text is lost."""

MOST_DIGITS = 9


class ChangedMeanwhile(Exception):
    """Somebody else saved it since this person opened it. `current` is what stands now."""

    def __init__(self, current):
        super().__init__("Somebody else saved this since you opened it.")
        self.current = current


def save_next_version(obj, *, seen, fields):
    """Save an object that has a `version`, when that version is still the one its editor saw.

    One conditional update, so that of two writers one wins. Raises
    ChangedMeanwhile with the object as it stands now.
    """
    model = type(obj)
    values = {name: getattr(obj, name) for name in fields}
    if not model.objects.filter(pk=obj.pk, version=seen).update(version=seen + 1, **values):
        raise ChangedMeanwhile(model.objects.get(pk=obj.pk))
    obj.version = seen + 1


def version_of(typed):
    """Return the version that a form carried back, or -1, which never stands, for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else -1
