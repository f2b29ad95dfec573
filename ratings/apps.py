from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RatingsConfig(AppConfig):
    name = "ratings"
    verbose_name = "Ratings of reviews"

    def ready(self):
        from ratings import loading, ready

        ready.declare()
        post_migrate.connect(loading.load_reference_data, sender=self)
