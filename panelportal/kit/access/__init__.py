"""The one door to every guarded object.

A person sees an object through a grant of their own, through a grant to a
group they hold a live membership of, or through their role, where the
model opens itself to that role; always less the scopes on which they have
declared a conflict of interest. Nothing else opens anything: no superuser,
no permission given to a person for a whole model, no row in `user.groups`.
See `docs/architecture.md` section 4.

`grants` holds what may be allowed and where that stands, `standings` who
somebody is at this moment; `asking`, `giving` and `explaining` are the words.
"""

from panelportal.kit.access.asking import fetch, may, require, taken_by_conflict, visible, within
from panelportal.kit.access.explaining import Held, Reader, grants_on, readers, roles_opening, scopes_of, why
from panelportal.kit.access.giving import grant, move, revoke, revoke_all, revoke_from_all
from panelportal.kit.access.grants import (
    Can,
    Grant,
    GroupGrant,
    UnknownGrant,
    UserGrant,
    forget_permission_ids,
    guarded_models,
    permissions,
    takes_grants,
)
from panelportal.kit.access.standings import NOBODY, Standing, ask_standing_of, forget, standing

__all__ = [
    "NOBODY",
    "Can",
    "Grant",
    "GroupGrant",
    "Held",
    "Reader",
    "Standing",
    "UnknownGrant",
    "UserGrant",
    "ask_standing_of",
    "fetch",
    "forget",
    "forget_permission_ids",
    "grant",
    "grants_on",
    "guarded_models",
    "may",
    "move",
    "permissions",
    "readers",
    "require",
    "revoke",
    "revoke_all",
    "revoke_from_all",
    "roles_opening",
    "scopes_of",
    "standing",
    "takes_grants",
    "taken_by_conflict",
    "visible",
    "why",
    "within",
]
