from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Agencies and people"

    def ready(self):
        from agencies import (
            chase_letters,
            chasing,
            confirming,
            directory,
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

        access.ask_standing_of(roles.standing_of)
        trail.ask_capacity_of(roles.capacity_of)
        letters.kind("sign-in-code", still_due=signing_in.code_still_works, first_in_line=True, keep_text=False)
        letters.kind("sign-in-changed")
        letters.kind("factor-reset-asked", still_due=second_factor.reset_is_waited_for)
        letters.kind(chase_letters.KIND, still_due=chasing.still_due, renew=chasing.renew)
        letters.kind("joining", still_due=joining.still_invited)
        duties.kind(
            leaving.CHECK_CONTACT,
            title="Find out who acts for an agency",
            waiting="An agency's contact is being checked",
            done="An agency's contact was checked",
            url_name="agencies:check_contact",
        )
        duties.kind(
            second_factor.RESET,
            title="Call a colleague back and reset their second step",
            waiting="Your second step is waiting to be reset",
            done="A lost second step was dealt with",
            url_name="agencies:reset_factor",
        )
        duties.kind(
            confirming.CONFIRM,
            title="Confirm the contacts of an agency",
            waiting="Contacts of an agency to be confirmed",
            done="The contacts of an agency were confirmed",
            url_name="agencies:confirm_marked",
        )
        jobs.every(86400, "ask for the details of agencies to be confirmed", confirming.ask_for_confirmations)
        jobs.every(86400, "forget sheets that nobody confirmed", importing.forget_unconfirmed)
        jobs.every(300, "chase what is due", chasing.chase_once_a_day)
        jobs.every(600, "sweep forms that nobody came back for", keeping.sweep)
        disposal_rules.declare()
        post_migrate.connect(directory.load_kinds, sender=self)
        post_migrate.connect(roles.open_models_to_roles)
