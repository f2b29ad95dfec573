import django.db.models.deletion
from django.db import migrations, models

import panelportal.kit.models.files
import panelportal.kit.statuses


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FormReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=300, unique=True)),
                ("location", models.CharField(blank=True, max_length=500)),
                ("taken_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReadEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("what", models.CharField(max_length=80)),
                ("about", models.CharField(db_index=True, max_length=60)),
                ("actor_key", models.CharField(db_index=True, max_length=60)),
                ("actor_label", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name_plural": "read entries",
            },
        ),
        migrations.CreateModel(
            name="ReadSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("first_read", models.BigIntegerField()),
                ("last_read", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                ("next_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(unique=True, upload_to=panelportal.kit.models.files.random_name)),
                ("name", models.CharField(max_length=150)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "checked",
                    models.CharField(
                        choices=[("clean", "Clean"), ("not scanned", "Not scanned"), ("ours", "Made by the portal")],
                        max_length=20,
                    ),
                ),
                ("put_by_key", models.CharField(max_length=60)),
                ("put_by_label", models.CharField(max_length=200)),
                ("put_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="TrailEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("act", models.CharField(max_length=80)),
                ("about", models.CharField(db_index=True, max_length=60)),
                ("actor_key", models.CharField(db_index=True, max_length=60)),
                ("actor_label", models.CharField(max_length=200)),
                ("facts", models.JSONField(default=dict)),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "verbose_name_plural": "trail entries",
            },
        ),
        migrations.CreateModel(
            name="TrailHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=400, unique=True)),
                ("about", models.CharField(blank=True, db_index=True, max_length=60)),
                ("to_email", models.EmailField(db_index=True, max_length=254)),
                ("to_label", models.CharField(blank=True, max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("calendar", models.BinaryField(null=True)),
                ("method", models.CharField(blank=True, max_length=10)),
                ("lane", models.CharField(blank=True, db_index=True, max_length=60)),
                ("first_in_line", models.BooleanField(default=False)),
                ("keep_text", models.BooleanField(default=True)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("bounced", "Bounced"),
                            ("stopped", "Stopped"),
                        ],
                        db_index=True,
                        default="waiting",
                        max_length=30,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("leased_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=300)),
                ("sent_at", models.DateTimeField(null=True)),
                ("message_id", models.CharField(max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["status", "not_before"], name="kit_letters_waiting")],
            },
        ),
        migrations.CreateModel(
            name="ReferenceCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=8)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("prefix", "year"), name="kit_one_counter_a_year")],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noun", models.CharField(max_length=60)),
                ("about", models.CharField(max_length=60)),
                ("before", models.CharField(max_length=30)),
                ("after", models.CharField(max_length=30)),
                ("because", models.TextField(blank=True)),
                ("moved_at", models.DateTimeField()),
                ("moved_by_key", models.CharField(max_length=60)),
                ("moved_by_label", models.CharField(max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["noun", "about"], name="kit_status_of")],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.SlugField(db_index=False, max_length=40)),
                ("reference", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("marking", models.CharField(blank=True, max_length=60)),
                ("handling", models.CharField(blank=True, max_length=300)),
                ("contact", models.CharField(max_length=300)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                ("frozen_by_key", models.CharField(max_length=60)),
                ("frozen_by_label", models.CharField(max_length=200)),
                (
                    "pdf",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kit.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "reference", "version"), name="kit_one_document_a_version"),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="kit_document_version_from_1"),
                ],
            },
        ),
    ]
