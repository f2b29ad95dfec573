import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import panelportal.kit.statuses
import panels.models.invitations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0001_initial"),
        ("findings", "0001_initial"),
        ("kit", "0002_refuse_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Panel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("draft", "Draft"),
                            ("invited", "Invited"),
                            ("confirmed", "Confirmed"),
                            ("in-progress", "In progress"),
                            ("closed", "Closed"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                        ],
                        db_index=True,
                        default="draft",
                        max_length=30,
                    ),
                ),
                ("convened_at", models.DateTimeField(blank=True, null=True)),
                ("cases", models.ManyToManyField(related_name="panels", to="cases.case")),
                (
                    "chair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "convened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minute_taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("audit", "Can audit"),
                    ("read", "Can read"),
                    ("convene", "Can convene"),
                    ("minute", "Can minute"),
                    ("attend", "Can attend"),
                ],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("convened_at__isnull", False), ("convened_by__isnull", False)),
                            models.Q(("convened_at__isnull", True), ("convened_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_panel_convened_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chair", models.F("minute_taker")), _negated=True),
                        name="panels_chair_does_not_take_the_minutes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("circulated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "circulated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.document"),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="panels.panel"
                    ),
                ),
            ],
            options={
                "ordering": ["version"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("circulated_at__isnull", False), ("circulated_by__isnull", False)),
                            models.Q(("circulated_at__isnull", True), ("circulated_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_minutesversion_circulated_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("panel", "version"), name="panels_one_version_of_minutes"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinuteEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("note", "Note"),
                            ("learning", "Learning agreed"),
                            ("decision", "Decision"),
                            ("action", "Action"),
                            ("not-agreed", "Not agreed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                ("rationale", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "learning_points",
                    models.ManyToManyField(blank=True, related_name="minute_entries", to="findings.learningpoint"),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="panels.panel"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "minute entries",
                "ordering": ["position", "pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["panel", "position"], name="panels_entries_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("added_at__isnull", False), ("added_by__isnull", False)),
                            models.Q(("added_at__isnull", True), ("added_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_minuteentry_added_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="panels_minute_entry_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField(db_index=True)),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(max_length=200)),
                ("call_link", models.URLField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("set_at", models.DateTimeField(blank=True, null=True)),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meeting", to="panels.panel"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("set_at__isnull", False), ("set_by__isnull", False)),
                            models.Q(("set_at__isnull", True), ("set_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_meeting_set_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="panels_meeting_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LearningReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("drafting", "Drafting"),
                            ("accuracy-check", "Accuracy check"),
                            ("with-lead", "With lead inspector"),
                            ("countersigned", "Countersigned"),
                            ("issued", "Issued"),
                        ],
                        db_index=True,
                        default="drafting",
                        max_length=30,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("returned_because", models.TextField(blank=True)),
                ("drafted_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("countersigned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "countersigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("writers", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "panel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="learning_report", to="panels.panel"
                    ),
                ),
            ],
            options={
                "permissions": [("read", "Can read"), ("write", "Can write"), ("countersign", "Can countersign")],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drafted_at__isnull", False), ("drafted_by__isnull", False)),
                            models.Q(("drafted_at__isnull", True), ("drafted_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_learningreport_drafted_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_learningreport_sent_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at__isnull", False), ("returned_by__isnull", False)),
                            models.Q(("returned_at__isnull", True), ("returned_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_learningreport_returned_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("countersigned_at__isnull", False), ("countersigned_by__isnull", False)),
                            models.Q(("countersigned_at__isnull", True), ("countersigned_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_learningreport_countersigned_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("countersigned_by__isnull", True),
                            models.Q(("countersigned_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="panels_drafter_does_not_countersign",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("text", models.TextField()),
                ("measure", models.TextField()),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("team", "One team"),
                            ("organisation", "One organisation"),
                            ("across-agencies", "Across agencies"),
                            ("national", "National"),
                        ],
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField(db_index=True)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("accepted", "Accepted"),
                            ("disputed", "Disputed"),
                            ("handed-on", "Handed on"),
                            ("in-progress", "In progress"),
                            ("awaiting-check", "Awaiting check"),
                            ("done", "Done"),
                            ("not-done", "Not done"),
                            ("overtaken", "Overtaken"),
                            ("impact-due", "Impact due"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="proposed",
                        max_length=30,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="agencies.agency"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="action", to="panels.minuteentry"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="panels.panel"
                    ),
                ),
            ],
            options={
                "permissions": [("read", "Can read"), ("update", "Can update"), ("close", "Can close")],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("added_at__isnull", False), ("added_by__isnull", False)),
                            models.Q(("added_at__isnull", True), ("added_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_action_added_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="panels_action_says_what"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelGroupGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=200)),
                ("given_by_key", models.CharField(max_length=60)),
                ("given_at", models.DateTimeField()),
                ("because", models.CharField(max_length=200)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_grants", to="panels.panel"
                    ),
                ),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "unique_together": {("group", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="PanelUserGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=200)),
                ("given_by_key", models.CharField(max_length=60)),
                ("given_at", models.DateTimeField()),
                ("because", models.CharField(max_length=200)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="user_grants", to="panels.panel"
                    ),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Summary"),
                            (2, "Background and scope"),
                            (3, "How the learning was gathered"),
                            (4, "Findings"),
                            (5, "What worked well"),
                            (6, "Actions"),
                            (7, "Learning by level"),
                        ]
                    ),
                ),
                ("title", models.CharField(max_length=100)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="panels.learningreport"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("report", "number"), name="panels_each_section_once")],
            },
        ),
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paragraphs", to="panels.section"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("written_at__isnull", False), ("written_by__isnull", False)),
                            models.Q(("written_at__isnull", True), ("written_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_paragraph_written_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="panels_paragraph_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParagraphSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "learning_point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paragraph_sources",
                        to="findings.learningpoint",
                    ),
                ),
                (
                    "minute_entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paragraph_sources",
                        to="panels.minuteentry",
                    ),
                ),
                (
                    "paragraph",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="panels.paragraph"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("learning_point__isnull", False), ("minute_entry__isnull", True)),
                            models.Q(("learning_point__isnull", True), ("minute_entry__isnull", False)),
                            _connector="OR",
                        ),
                        name="panels_source_is_an_entry_or_a_point",
                    ),
                    models.UniqueConstraint(fields=("paragraph", "minute_entry"), name="panels_entry_once_a_paragraph"),
                    models.UniqueConstraint(
                        fields=("paragraph", "learning_point"), name="panels_point_once_a_paragraph"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("representative", "Representative"),
                            ("deputy", "Deputy"),
                            ("observer", "Observer"),
                            ("chair", "Chair"),
                            ("minute-taker", "Minute-taker"),
                        ],
                        max_length=20,
                    ),
                ),
                ("attended", models.BooleanField(blank=True, null=True)),
                ("seated_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="agencies.agency"
                    ),
                ),
                ("cases", models.ManyToManyField(related_name="+", to="cases.case")),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="panels.panel"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seated_at__isnull", False), ("seated_by__isnull", False)),
                            models.Q(("seated_at__isnull", True), ("seated_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_seat_seated_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_seat_removed_by_and_at",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("panel", "person"),
                        name="panels_one_live_seat_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(max_length=200, unique=True)),
                ("token", models.CharField(default=panels.models.invitations.new_token, max_length=64, unique=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("dtstamp", models.DateTimeField()),
                ("address", models.EmailField(max_length=254)),
                ("addressee", models.CharField(max_length=150)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("no-reply", "No reply"),
                            ("accepted", "Accepted"),
                            ("tentative", "Tentative"),
                            ("declined", "Declined"),
                            ("attended", "Attended"),
                            ("apologies", "Apologies"),
                        ],
                        db_index=True,
                        default="no-reply",
                        max_length=30,
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="panels.meeting"
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitation", to="panels.seat"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_invitation_sent_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_invitation_cancelled_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionGroupGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=200)),
                ("given_by_key", models.CharField(max_length=60)),
                ("given_at", models.DateTimeField()),
                ("because", models.CharField(max_length=200)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_grants", to="panels.action"
                    ),
                ),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "unique_together": {("group", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="ActionUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("accepted", "Accepted"),
                            ("disputed", "Disputed"),
                            ("handed-on", "Handed on"),
                            ("in-progress", "In progress"),
                            ("awaiting-check", "Awaiting check"),
                            ("done", "Done"),
                            ("not-done", "Not done"),
                            ("overtaken", "Overtaken"),
                            ("impact-due", "Impact due"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        max_length=30,
                    ),
                ),
                ("added_at", models.DateTimeField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="panels.action"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("added_at__isnull", False), ("added_by__isnull", False)),
                            models.Q(("added_at__isnull", True), ("added_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_actionupdate_added_by_and_at",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionUserGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=200)),
                ("given_by_key", models.CharField(max_length=60)),
                ("given_at", models.DateTimeField()),
                ("because", models.CharField(max_length=200)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="user_grants", to="panels.action"
                    ),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="InvitationReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(
                        choices=[("accepted", "Yes, I will attend"), ("tentative", "Maybe"), ("declined", "No")],
                        max_length=20,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("link", "Reply link"),
                            ("signed-in", "Signed in"),
                            ("mail", "Mail"),
                            ("phone", "Phone"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("replied_at", models.DateTimeField()),
                ("access_needs", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="panels.invitation"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "invitation replies",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["accepted", "tentative", "declined"])),
                        name="panels_answer_is_one_of_three",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("audience", models.CharField(choices=[("agencies", "The agencies that took part")], max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.document"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="panels.learningreport"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at__isnull", False), ("issued_by__isnull", False)),
                            models.Q(("issued_at__isnull", True), ("issued_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_issuedreport_issued_by_and_at",
                    ),
                    models.UniqueConstraint(
                        fields=("report", "audience", "version"), name="panels_one_issue_an_audience"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LearningReportGroupGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=200)),
                ("given_by_key", models.CharField(max_length=60)),
                ("given_at", models.DateTimeField()),
                ("because", models.CharField(max_length=200)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_grants",
                        to="panels.learningreport",
                    ),
                ),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "unique_together": {("group", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="LearningReportUserGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=200)),
                ("given_by_key", models.CharField(max_length=60)),
                ("given_at", models.DateTimeField()),
                ("because", models.CharField(max_length=200)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="user_grants",
                        to="panels.learningreport",
                    ),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="LearningNotUsed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.TextField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="not_used", to="panels.learningreport"
                    ),
                ),
                (
                    "minute_entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="panels.minuteentry"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "learning not used",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="panels_learningnotused_decided_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("report", "minute_entry"), name="panels_one_reason_an_entry"),
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="panels_not_used_says_why"
                    ),
                ],
            },
        ),
    ]
