import sys

from django.core.management.base import BaseCommand
from django.db import OperationalError

from panelportal.kit import inbound

TRY_AGAIN = 75  # EX_TEMPFAIL: the mail server keeps the mail and pipes it again


class Command(BaseCommand):
    help = "Read one mail from standard input, as a mail server pipes it; see deploy/README.md. Prints nothing."

    def handle(self, **options):
        try:
            inbound.take_in(sys.stdin.buffer.read(inbound.MOST_BYTES + 1))
        except OperationalError:
            sys.exit(TRY_AGAIN)
