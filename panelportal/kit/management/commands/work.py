import signal
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from panelportal.kit import jobs, letters


class Command(BaseCommand):
    help = "Do the background work: send letters, render documents, seal the trail's reads, take back lost jobs."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between two looks (default: 1)")

    def handle(self, *, once, pause, **options):
        self.going = not once
        for wish in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wish, self._stop)
        while True:
            close_old_connections()
            letters.deliver_due()
            jobs.work_off()
            jobs.run_periodic()
            if not self.going:
                return
            time.sleep(pause)

    def _stop(self, *_):
        self.going = False
