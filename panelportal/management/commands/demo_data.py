from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies import loading
from panelportal.demo import story


class Command(BaseCommand):
    help = "Load the demonstration: made-up people and cases, told by the same verbs as the pages use."

    def handle(self, **options):
        if not settings.PORTAL_DEMO:
            raise CommandError("The demonstration is loaded only where PORTAL_DEMO is 1.")
        if story.is_told():
            self.stdout.write("There is data already: nothing was loaded.")
            return
        loading.load_directory()
        story.tell()
        self.stdout.write("The demonstration is loaded.")
