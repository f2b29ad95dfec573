from django.db import migrations
from django.utils import timezone

OPENED, HANDED_ON = "opened", "handed on: its holder left"


def tell_kinds(apps, schema_editor):
    """Tell of each step from before there were kinds what it was, and on which day it was taken."""
    steps = apps.get_model("agencies", "DutyStep").objects.using(schema_editor.connection.alias)
    steps.filter(what=HANDED_ON).update(kind="handed-on")
    steps.exclude(what__in=(OPENED, HANDED_ON)).update(kind="settled")
    for step in steps.filter(taken_at__isnull=False).iterator():
        step.on = timezone.localdate(step.taken_at)
        step.save(update_fields=["on"])


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_directory_duties_and_people")]
    operations = [migrations.RunPython(tell_kinds, migrations.RunPython.noop)]
