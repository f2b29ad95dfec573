from django.core.management.base import BaseCommand, CommandError

from panelportal.kit import trail_check
from panelportal.kit.models import ReadSeal, TrailEntry


class Command(BaseCommand):
    help = "Check that nothing in the trail was changed or removed; names the first broken link."

    def handle(self, **options):
        broken = trail_check.verify()
        if broken:
            raise CommandError(broken)
        self.stdout.write(f"The trail holds: {TrailEntry.objects.count()} acts, {ReadSeal.objects.count()} seals.")
