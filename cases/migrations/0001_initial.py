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
        ("ratings", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("flagged", "Flagged"),
                            ("paused", "Paused"),
                            ("withdrawn", "Withdrawn"),
                            ("requests-sent", "Requests sent"),
                            ("ready-for-panel", "Ready for panel"),
                            ("panel-held", "Panel held"),
                            ("report-in-progress", "Report in progress"),
                            ("issued", "Issued"),
                            ("closed", "Closed"),
                        ],
                        db_index=True,
                        default="flagged",
                        max_length=30,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("in_own_words", models.TextField()),
                ("lines_of_enquiry", models.TextField()),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("particulars_version", models.PositiveIntegerField(default=0)),
                ("flagged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "flagged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reviews", models.ManyToManyField(related_name="cases", to="ratings.review")),
            ],
            options={
                "permissions": [
                    ("audit", "Can audit"),
                    ("read", "Can read"),
                    ("add", "Can add"),
                    ("edit", "Can edit"),
                    ("send", "Can send"),
                    ("clear", "Can clear"),
                ],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("flagged_at__isnull", False), ("flagged_by__isnull", False)),
                            models.Q(("flagged_at__isnull", True), ("flagged_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_case_flagged_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gte", models.F("period_from"))),
                        name="cases_period_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                (
                    "status",
                    panelportal.kit.statuses.StatusField(
                        choices=[
                            ("not-sent", "Not sent"),
                            ("sent", "Sent"),
                            ("opened", "Opened"),
                            ("in-progress", "In progress"),
                            ("submitted", "Submitted"),
                            ("not-known", "Not known"),
                            ("more-detail-needed", "More detail needed"),
                            ("redirected", "Redirected"),
                            ("awaiting-sign-off", "Awaiting sign-off"),
                            ("returned", "Returned"),
                            ("accepted", "Accepted"),
                            ("held-elsewhere", "Held elsewhere"),
                            ("cannot-tell", "Cannot tell"),
                            ("cannot-disclose", "Cannot disclose"),
                            ("extension-asked", "Extension asked"),
                            ("clock-paused", "Clock paused"),
                            ("undelivered", "Undelivered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="not-sent",
                        max_length=30,
                    ),
                ),
                ("why_asked", models.TextField()),
                ("purpose", models.TextField()),
                ("legal_basis", models.TextField()),
                ("reply_by", models.DateField(blank=True, null=True)),
                ("drafted_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="agencies.agency"
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
                    "opened_by",
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
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="cases.case"
                    ),
                ),
            ],
            options={
                "permissions": [("read", "Can read"), ("edit", "Can edit"), ("answer", "Can answer")],
                "default_permissions": (),
                "indexes": [models.Index(fields=["status", "reply_by"], name="cases_requests_by_reply_date")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drafted_at__isnull", False), ("drafted_by__isnull", False)),
                            models.Q(("drafted_at__isnull", True), ("drafted_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_agencyrequest_drafted_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_agencyrequest_sent_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_agencyrequest_opened_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_agencyrequest_submitted_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_agencyrequest_withdrawn_by_and_at",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("case", "agency"),
                        name="cases_one_request_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sent_at__isnull", True), ("reply_by__isnull", False), _connector="OR"),
                        name="cases_sent_request_has_reply_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
                        to="cases.agencyrequest",
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
                "ordering": ["version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_disclosure_made_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_disclosure_sent_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("request", "version"), name="cases_each_disclosure_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at__isnull", True)),
                        fields=("request",),
                        name="cases_one_disclosure_to_send",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True), models.Q(("digest", ""), _negated=True), _connector="OR"
                        ),
                        name="cases_sent_disclosure_has_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Particulars",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("other-names", "Other names"),
                            ("date-of-birth", "Date of birth"),
                            ("pnc", "PNC number"),
                            ("crn", "Case reference number (CRN)"),
                            ("nhs-number", "NHS number"),
                            ("address", "Last known address"),
                            ("summary", "What we can tell agencies about the case"),
                            ("offence-period", "Date or period of the further offence"),
                        ],
                        max_length=20,
                    ),
                ),
                ("value", models.TextField()),
                ("version", models.PositiveSmallIntegerField()),
                ("is_current", models.BooleanField(default=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="particulars", to="cases.case"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "particulars",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("added_at__isnull", False), ("added_by__isnull", False)),
                            models.Q(("added_at__isnull", True), ("added_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_particulars_added_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("case", "kind", "version"), name="cases_each_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("case", "kind"),
                        name="cases_one_current_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisclosedParticular",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="cases.disclosure"
                    ),
                ),
                (
                    "particulars",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shown_in", to="cases.particulars"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("disclosure", "particulars"), name="cases_shown_once")],
            },
        ),
        migrations.CreateModel(
            name="NotAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.TextField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="not_asked", to="cases.case"
                    ),
                ),
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
            ],
            options={
                "verbose_name_plural": "not asked",
                "ordering": ["agency__name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_notasked_decided_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("case", "agency"), name="cases_not_asked_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParallelReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("criminal-proceedings", "Criminal proceedings"),
                            ("inquest", "Inquest"),
                            ("domestic-homicide-review", "Domestic homicide review"),
                            ("child-safeguarding", "Child safeguarding practice review"),
                            ("safeguarding-adults", "Safeguarding adults review"),
                            ("mappa", "MAPPA serious case review"),
                        ],
                        max_length=40,
                    ),
                ),
                ("contact_and_status", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parallel_reviews", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind"), name="cases_each_kind_under_way_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proceedings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proceedings", to="cases.case"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "noted_by",
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
                "verbose_name_plural": "proceedings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("noted_at__isnull", False), ("noted_by__isnull", False)),
                            models.Q(("noted_at__isnull", True), ("noted_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_proceedings_noted_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_proceedings_ended_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("record checks", "Record checks"), ("panel", "Panel"), ("report", "Report")],
                        max_length=20,
                    ),
                ),
                ("because", models.TextField(blank=True)),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cleared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proceedings",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clearances", to="cases.proceedings"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cleared_at__isnull", False), ("cleared_by__isnull", False)),
                            models.Q(("cleared_at__isnull", True), ("cleared_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_clearance_cleared_by_and_at",
                    ),
                    models.UniqueConstraint(fields=("proceedings", "stage"), name="cases_each_stage_cleared_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyRequestGroupGrant",
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
                        to="cases.agencyrequest",
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
            name="AgencyRequestUserGrant",
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
                        to="cases.agencyrequest",
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
        migrations.AddField(
            model_name="disclosure",
            name="particulars",
            field=models.ManyToManyField(related_name="+", through="cases.DisclosedParticular", to="cases.particulars"),
        ),
    ]
