from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Agencies and people"

    def ready(self):
        from agencies import directory, ready, roles

        ready.declare()
        post_migrate.connect(directory.load_kinds, sender=self)
        post_migrate.connect(roles.open_models_to_roles)
