import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import panelportal.kit.statuses


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PointCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="LearningPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=30, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("worked-well", "What worked well"), ("should-improve", "What should improve")],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                ("what", models.TextField()),
                ("why", models.TextField(blank=True, help_text="Empty when the agency does not know yet.")),
                ("would_help", models.TextField()),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("team", "Our team"),
                            ("organisation", "Our organisation"),
                            ("across-agencies", "Across agencies"),
                            ("national", "National"),
                        ],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                (
                    "acted",
                    models.CharField(
                        choices=[("yes", "Yes"), ("planned", "Planned"), ("no", "No")], default="no", max_length=10
                    ),
                ),
                ("acted_detail", models.TextField(blank=True)),
                (
                    "release",
                    models.CharField(
                        choices=[
                            ("panel", "The panel may read it"),
                            ("inspectorate-only", "Only the inspectorate may read it"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("not-sent", "Not sent"),
                            ("submitted", "Submitted"),
                            ("grouped", "Grouped"),
                            ("agreed", "Agreed"),
                            ("not-agreed", "Not agreed"),
                            ("parked", "Parked"),
                            ("used", "Used in report"),
                        ],
                        db_index=True,
                        default="not-sent",
                        max_length=30,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
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
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learning_points",
                        to="cases.agencyrequest",
                    ),
                ),
                ("touches", models.ManyToManyField(blank=True, related_name="+", to="agencies.agencykind")),
            ],
            options={
                "ordering": ["reference"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("added_at__isnull", False), ("added_by__isnull", False)),
                            models.Q(("added_at__isnull", True), ("added_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="findings_learningpoint_added_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)),
                            models.Q(("changed_at__isnull", True), ("changed_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="findings_learningpoint_changed_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acted", "no"), models.Q(("acted_detail", ""), _negated=True), _connector="OR"
                        ),
                        name="findings_what_was_done_is_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("involved", "Involved"),
                            ("known-outside", "Known outside the period"),
                            ("not-known", "Not known"),
                            ("cannot-tell", "Cannot tell"),
                            ("held-elsewhere", "Held by another body"),
                            ("cannot-disclose", "Cannot disclose"),
                        ],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                ("services", models.TextField(blank=True)),
                ("involved_from", models.DateField(blank=True, null=True)),
                ("involved_to", models.DateField(blank=True, null=True)),
                ("detail", models.TextField(blank=True)),
                ("contact", models.TextField(blank=True)),
                ("systems_searched", models.TextField()),
                ("checked_by_role", models.CharField(max_length=200)),
                ("checked_on", models.DateField()),
                ("records_secured", models.BooleanField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("identifiers", models.ManyToManyField(blank=True, related_name="+", to="cases.particulars")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_check",
                        to="cases.agencyrequest",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", False), ("recorded_by__isnull", False)),
                            models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="findings_recordcheck_recorded_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("involved_to__isnull", True),
                            ("involved_to__gte", models.F("involved_from")),
                            _connector="OR",
                        ),
                        name="findings_involvement_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "involved"), _negated=True),
                            ("involved_from__isnull", False),
                            _connector="OR",
                        ),
                        name="findings_involvement_has_a_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ask_instead", models.TextField(blank=True)),
                ("redirected_at", models.DateTimeField(blank=True, null=True)),
                ("no_learning", models.TextField(blank=True)),
                ("agreed_by_role", models.CharField(blank=True, max_length=200)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "redirected_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reply", to="cases.agencyrequest"
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
            ],
            options={
                "verbose_name_plural": "replies",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="findings_reply_confirmed_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("redirected_at__isnull", False), ("redirected_by__isnull", False)),
                            models.Q(("redirected_at__isnull", True), ("redirected_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="findings_reply_redirected_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="findings_reply_sent_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "who",
                    models.CharField(
                        choices=[("me", "Me"), ("colleague", "A colleague"), ("nobody-yet", "We do not know yet")],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("version", models.PositiveIntegerField(default=1)),
                ("named_at", models.DateTimeField(blank=True, null=True)),
                (
                    "named_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representative",
                        to="cases.agencyrequest",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("named_at__isnull", False), ("named_by__isnull", False)),
                            models.Q(("named_at__isnull", True), ("named_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="findings_representative_named_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("name", ""), ("person__isnull", True), ("who", "nobody-yet")),
                            models.Q(
                                models.Q(("who", "nobody-yet"), _negated=True),
                                models.Q(("name", ""), _negated=True),
                                models.Q(("email", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="findings_somebody_has_name_and_address",
                    ),
                ],
            },
        ),
    ]
