"""What agencies declare to the kit when the app is ready."""

from agencies import (
    chase_letters,
    chasing,
    confirming,
    disposal_rules,
    duties,
    importing,
    joining,
    keeping,
    leaving,
    roles,
    second_factor,
    signing_in,
)
from panelportal.kit import access, jobs, letters, trail

DUTIES = (  # kind, what to do, how the one who waits reads it, how it reads when it is settled, where it is done
    (
        leaving.CHECK_CONTACT,
        "Find out who acts for an agency",
        "An agency's contact is being checked",
        "An agency's contact was checked",
        "check_contact",
    ),
    (
        second_factor.RESET,
        "Call a colleague back and reset their second step",
        "Your second step is waiting to be reset",
        "A lost second step was dealt with",
        "reset_factor",
    ),
    (
        confirming.CONFIRM,
        "Confirm the contacts of an agency",
        "Contacts of an agency to be confirmed",
        "The contacts of an agency were confirmed",
        "confirm_marked",
    ),
)


def declare():
    """Declare duties, letters and jobs, and who answers for a person's roles."""
    access.ask_standing_of(roles.standing_of)
    trail.ask_capacity_of(roles.capacity_of)
    for name, title, waiting, done, page in DUTIES:
        duties.kind(name, title=title, waiting=waiting, done=done, url_name=f"agencies:{page}")
    _declare_letters()
    _declare_jobs()
    disposal_rules.declare()


def _declare_letters():
    letters.kind("sign-in-code", still_due=signing_in.code_still_works, first_in_line=True, keep_text=False)
    letters.kind("sign-in-changed")
    letters.kind("factor-reset-asked", still_due=second_factor.reset_is_waited_for)
    letters.kind(chase_letters.KIND, still_due=chasing.still_due, renew=chasing.renew)
    letters.kind("joining", still_due=joining.still_invited)


def _declare_jobs():
    jobs.every(86400, "ask for the details of agencies to be confirmed", confirming.ask_for_confirmations)
    jobs.every(86400, "forget sheets that nobody confirmed", importing.forget_unconfirmed)
    jobs.every(300, "chase what is due", chasing.chase_once_a_day)
    jobs.every(600, "sweep forms that nobody came back for", keeping.sweep)
