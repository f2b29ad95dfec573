from django import forms

from panelportal.kit.fields.messages import Asked

AGAIN = "Choose the file again, because files are not kept while other answers are changed"


class Picker(forms.FileInput):
    def __init__(self, *, many, attrs):
        self.allow_multiple_selected = many
        super().__init__(attrs)


class UploadField(Asked, forms.FileField):
    """A file, or with `many` a list of files.

    `accept` only narrows what the browser offers: what a file truly is, is
    looked at in the form's `clean_<name>`.
    """

    verb = "Choose a file for"

    def __init__(self, label, *, accept="", many=False, **options):
        self.many = many
        widget = Picker(many=many, attrs={"accept": accept} if accept else {})
        super().__init__(label, widget=widget, max_length=200, **options)

    @property
    def wrong_message(self):
        return "Choose the file again"

    @property
    def error_messages(self):
        return super().error_messages | {"max_length": "The name of the file must be %(max)d characters or fewer"}

    @error_messages.setter
    def error_messages(self, djangos):
        pass

    def clean(self, data, initial=None):
        if not self.many:
            return super().clean(data, initial)
        if not data:
            return [] if not self.required else super().clean(None, initial)
        return [super(UploadField, self).clean(one, initial) for one in data]
