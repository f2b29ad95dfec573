import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import panelportal.kit.statuses


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("kit", "0002_refuse_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandardsSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=60, unique=True)),
                ("source", models.CharField(max_length=300)),
                ("published", models.CharField(max_length=40)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Standard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("statement", models.CharField(max_length=300)),
                (
                    "standards_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standards", to="ratings.standardsset"
                    ),
                ),
            ],
            options={
                "ordering": ["standards_set", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("standards_set", "number"), name="ratings_standard_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(blank=True, max_length=10)),
                ("title", models.CharField(max_length=100)),
                ("slug", models.SlugField(max_length=20)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="key_questions", to="ratings.standard"
                    ),
                ),
                (
                    "standards_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_questions",
                        to="ratings.standardsset",
                    ),
                ),
            ],
            options={
                "ordering": ["standards_set", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("standards_set", "slug"), name="ratings_key_question_slug"),
                    models.UniqueConstraint(fields=("standards_set", "position"), name="ratings_key_question_position"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OffenceType",
            fields=[
                ("slug", models.SlugField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Prompt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letter", models.CharField(max_length=1)),
                ("text", models.CharField(max_length=300)),
                ("may_not_apply", models.BooleanField(default=False)),
                ("partnership", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "key_question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prompts", to="ratings.keyquestion"
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prompts", to="ratings.standard"
                    ),
                ),
                (
                    "standards_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prompts", to="ratings.standardsset"
                    ),
                ),
            ],
            options={
                "ordering": ["standards_set", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("key_question", "letter"), name="ratings_prompt_letter"),
                    models.UniqueConstraint(fields=("standards_set", "position"), name="ratings_prompt_position"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("their_reference", models.CharField(max_length=40, unique=True)),
                ("delivery_unit", models.CharField(max_length=100)),
                ("submitted_on", models.DateField()),
                ("received_on", models.DateField(db_index=True)),
                ("due_on", models.DateField(db_index=True)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("received", "Received"),
                            ("not-sampled", "Not sampled"),
                            ("sampled", "Sampled"),
                            ("allocated", "Allocated"),
                            ("issued", "Issued"),
                            ("withdrawn", "Withdrawn"),
                            ("replaced", "Replaced"),
                        ],
                        db_index=True,
                        default="received",
                        max_length=30,
                    ),
                ),
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
                    "allocated_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocated_reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"
                    ),
                ),
                (
                    "offence_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="ratings.offencetype"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("read", "Can read"),
                    ("edit", "Can edit"),
                    ("add", "Can add"),
                    ("allocate", "Can allocate"),
                    ("flag", "Can flag"),
                ],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("added_at__isnull", False), ("added_by__isnull", False)),
                            models.Q(("added_at__isnull", True), ("added_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_review_added_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_on__gte", models.F("submitted_on"))),
                        name="ratings_received_after_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("received_on"))), name="ratings_due_after_received"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QAReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("issued", "Issued"),
                            ("acknowledged", "Acknowledged"),
                            ("queried", "Queried"),
                            ("superseded", "Superseded"),
                        ],
                        db_index=True,
                        default="issued",
                        max_length=30,
                    ),
                ),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "acknowledged_by",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.document"
                    ),
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="qa_reports", to="ratings.review"
                    ),
                ),
            ],
            options={
                "verbose_name": "QA report",
                "permissions": [("read", "Can read"), ("acknowledge", "Can acknowledge")],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at__isnull", False), ("issued_by__isnull", False)),
                            models.Q(("issued_at__isnull", True), ("issued_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_qareport_issued_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                            models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_qareport_acknowledged_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("reference", "version"), name="ratings_one_report_a_version"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("not-started", "Not yet started"),
                            ("in-progress", "In progress"),
                            ("with-lead", "With lead inspector"),
                            ("returned", "Returned"),
                            ("countersigned", "Countersigned"),
                            ("issued", "Issued"),
                        ],
                        db_index=True,
                        default="not-started",
                        max_length=30,
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
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
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessment", to="ratings.review"
                    ),
                ),
                (
                    "standards_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="ratings.standardsset",
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("read", "Can read"),
                    ("rate", "Can rate"),
                    ("countersign", "Can countersign"),
                    ("issue", "Can issue"),
                ],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_assessment_sent_by_and_at",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="ratings.assessment"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="ratings.standard",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("saved_at__isnull", False), ("saved_by__isnull", False)),
                            models.Q(("saved_at__isnull", True), ("saved_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_feedbacktext_saved_by_and_at",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("standard__isnull", False)),
                        fields=("assessment", "standard"),
                        name="ratings_one_feedback_a_standard",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("standard__isnull", True)),
                        fields=("assessment",),
                        name="ratings_one_good_practice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(3, "Outstanding"), (2, "Good"), (1, "Requires improvement"), (0, "Inadequate")],
                        null=True,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ratings", to="ratings.assessment"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="ratings.standard"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("saved_at__isnull", False), ("saved_by__isnull", False)),
                            models.Q(("saved_at__isnull", True), ("saved_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_standardrating_saved_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("assessment", "standard"), name="ratings_one_rating_a_standard"),
                    models.CheckConstraint(
                        condition=models.Q(("rating__isnull", True), ("rating__in", [3, 2, 1, 0]), _connector="OR"),
                        name="ratings_rating_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentGroupGrant",
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
                        to="ratings.assessment",
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
            name="AssessmentUserGrant",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="user_grants", to="ratings.assessment"
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
            name="Countersignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("countersigned_at", models.DateTimeField(blank=True, null=True)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="countersignatures",
                        to="ratings.assessment",
                    ),
                ),
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
                    "voided_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("countersigned_at__isnull", False), ("countersigned_by__isnull", False)),
                            models.Q(("countersigned_at__isnull", True), ("countersigned_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_countersignature_countersigned_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voided_at__isnull", False), ("voided_by__isnull", False)),
                            models.Q(("voided_at__isnull", True), ("voided_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_countersignature_voided_by_and_at",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("assessment",),
                        name="ratings_one_live_countersignature",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("partly", "Partly"),
                            ("no", "No"),
                            ("not-applicable", "Not applicable"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("use_in_feedback", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="ratings.assessment"
                    ),
                ),
                (
                    "prompt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="ratings.prompt"
                    ),
                ),
                (
                    "saved_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("saved_at__isnull", False), ("saved_by__isnull", False)),
                            models.Q(("saved_at__isnull", True), ("saved_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="ratings_promptanswer_saved_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("assessment", "prompt"), name="ratings_one_answer_a_prompt"),
                ],
            },
        ),
        migrations.CreateModel(
            name="QAReportGroupGrant",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_grants", to="ratings.qareport"
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
            name="QAReportUserGrant",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="user_grants", to="ratings.qareport"
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
    ]
