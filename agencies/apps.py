from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Agencies and people"

    def ready(self):
        from agencies import directory, roles, signing_in
        from panelportal.kit import access, letters

        access.ask_standing_of(roles.standing_of)
        letters.kind("sign-in-code", still_due=signing_in.code_still_works, first_in_line=True, keep_text=False)
        post_migrate.connect(directory.load_kinds, sender=self)
        post_migrate.connect(roles.open_models_to_roles)
