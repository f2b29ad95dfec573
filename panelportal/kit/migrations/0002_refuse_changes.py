from django.db import migrations

from panelportal.kit import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers: the trail is insert-only, an issued document stays as it was."""

    dependencies = [("kit", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
