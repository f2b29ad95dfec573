"""Standing: who somebody is at this moment."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Standing:
    """What a person's live memberships and declarations amount to at this request."""

    groups: dict = field(default_factory=dict)  # id of each live group whose grants are theirs: its name
    belongs_to: frozenset = frozenset()  # ids of all groups that they belong to in any role
    allowed: frozenset = frozenset()  # (model label, permission) that live roles open
    conflicts: frozenset = frozenset()  # scopes, such as a case's reference
    capacity: str = ""  # as what, in words: the roles held now, each with its organisation


NOBODY = Standing()
_standing_of = [lambda user: NOBODY]


def ask_standing_of(provider):
    """Set the function that tells a person's standing; the app of people does, once, when it is ready."""
    _standing_of[0] = provider


def standing(user):
    """Return a person's standing, asked once for each request's user object."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    if "_standing" not in user.__dict__:
        user.__dict__["_standing"] = _standing_of[0](user)
    return user.__dict__["_standing"]


def forget(user):
    """Have a person's standing asked again, after a verb changed it."""
    user.__dict__.pop("_standing", None)
