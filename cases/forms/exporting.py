from django.db import models

from panelportal.kit import fields


class ExportKind(models.TextChoices):
    SUBJECT_ACCESS = "subject-access", "A subject access request"
    INFORMATION = "information", "A freedom of information request"


class ExportForm(fields.Form):
    kind = fields.ChoiceField(
        "What is the list for?",
        ExportKind,
        hints={
            ExportKind.SUBJECT_ACCESS: "It has the particulars and the words of each item. Take out what is of others.",
            ExportKind.INFORMATION: "It names each item and its owner. It has the words of what is not personal only.",
        },
        empty_message="Select what the list is for",
    )
    form = fields.ChoiceField(
        "As which file?", [("xlsx", "Excel (XLSX)"), ("csv", "CSV")], inline=True, empty_message="Select a file"
    )
