"""What every module that looks at an upload shares: how it refuses, and the unit of sizes."""

from django.core.exceptions import ValidationError

MEGABYTE = 1024 * 1024


class Refused(ValidationError):
    """A file that is not taken, with a message for the person who sent it. A form shows it as the field's error."""
