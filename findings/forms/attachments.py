from findings import attaching
from findings.models.attachments import About
from panelportal.kit import fields, files

SIZE = files.MOST_BYTES // files.MEGABYTE


class AttachmentForm(fields.Form):
    """A document that an agency adds to its reply."""

    document = fields.UploadField(
        "File",
        accept=",".join(extension for kind in files.ATTACHMENTS for extension in kind.extensions),
        hint=f"PDF, Word, Excel, JPEG or PNG, smaller than {SIZE}MB.",
        empty_message="Choose a file to add",
    )
    title = fields.TextField(
        "What is it?",
        max_length=100,
        hint="For example, assessment of March 2024. Name nobody.",
        empty_message="Enter what the document is",
    )
    about = fields.ChoiceField(
        "What does it belong to?", choices=About, empty_message="Select what the document belongs to"
    )

    def __init__(self, *args, part, **options):
        super().__init__(*args, **options)
        self.part = part

    def clean_document(self):
        return files.check(self.cleaned_data["document"], kinds=files.ATTACHMENTS, scan_later=True)

    def attach(self, *, by):
        """Hand the document to the verb. Returns whether it was taken."""
        try:
            attaching.attach(self.part, by=by, **self.cleaned_data)
        except attaching.TooMany:
            self.add_error(None, f"A reply can have {attaching.MOST} documents. Remove one first")
        except attaching.AttachedAlready as already:
            self.add_error("document", f"You have added this file already, as ‘{already.title}’")
        return not self.errors
