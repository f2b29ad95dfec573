from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from panelportal.scale import loading
from panelportal.scale.sizes import SIZES


class Command(BaseCommand):
    help = (
        "Fill an empty database with made-up data of a size, to measure the portal with. Only where PORTAL_DEMO is 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=SIZES, required=True, help="l is what the portal promises its speed at")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other data (default: 1)")

    def handle(self, *, size, seed, **options):
        if not settings.PORTAL_DEMO:
            raise CommandError("Made-up data is loaded only where PORTAL_DEMO is 1.")
        try:
            loading.load(SIZES[size], seed=seed)
        except loading.NotEmpty as refused:
            raise CommandError("There are people in this database: nothing was loaded. Use an empty one.") from refused
        self.stdout.write(f"The data of size {size} is loaded.")
