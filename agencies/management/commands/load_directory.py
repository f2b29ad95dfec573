from django.core.management.base import BaseCommand

from agencies import loading


class Command(BaseCommand):
    help = "Add the probation regions, their predecessors and the police forces that the directory lacks."

    def handle(self, **options):
        added = loading.load_directory()
        self.stdout.write(
            f"{added} agencies were added." if added else "The directory has them all: nothing was added."
        )
