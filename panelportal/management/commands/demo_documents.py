from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from panelportal.demo import documents


class Command(BaseCommand):
    help = "Write what the portal produced for the finished case of the demonstration: three PDFs and every letter."

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, help="where to write; made if it is not there")

    def handle(self, *, directory, **options):
        try:
            written = documents.write(directory)
        except documents.NoFinishedCase as missing:
            raise CommandError(str(missing)) from missing
        self.stdout.write(f"{len(written)} files were written to {directory}.")
