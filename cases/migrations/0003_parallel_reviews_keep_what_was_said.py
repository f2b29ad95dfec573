from django.db import migrations


def keep(apps, schema_editor):
    """Carry over what was written about contact and status of a parallel review, as far as the new column takes it."""
    reviews = apps.get_model("cases", "ParallelReview").objects.using(schema_editor.connection.alias)
    for review in reviews.exclude(contact_and_status="").filter(contact=""):
        review.contact = review.contact_and_status[:300]
        review.save(update_fields=["contact"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_flags_proceedings_requests_messages")]
    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RemoveField(model_name="parallelreview", name="contact_and_status"),
    ]
