"""Where files are kept: what the setting PORTAL_FILES says, a folder or a bucket of S3-compatible storage.

A bucket is written as `s3://bucket/prefix?region=eu-west-2`, with `endpoint`
for storage that is not Amazon's and `encryption` (AES256 unless told
otherwise, aws:kms with `key`, or none). The keys to it are not part of it:
they come as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or with the machine.
"""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

SCHEME = "s3"
SAID = frozenset({"region", "endpoint", "encryption", "key"})
ENCRYPTIONS = ("AES256", "aws:kms", "none")
IN_MEMORY = 1024 * 1024  # bytes of a file that is read; more of it goes through a temporary file


def is_bucket(value):
    """Tell whether files are kept in a bucket."""
    return str(value).startswith(f"{SCHEME}:")


def is_right(value):
    """Tell whether a value of the setting names a folder, or a bucket with nothing unknown about it."""
    if not is_bucket(value):
        return bool(value)
    bucket, said = urlsplit(value), _said(value)
    return (
        bool(bucket.hostname)
        and set(said) <= SAID
        and said.get("encryption", "AES256") in ENCRYPTIONS
        and urlsplit(said.get("endpoint", "https://")).scheme in ("https", "http")
    )


def place(value):
    """Return the setting as the portal holds it: a path, or the text that names a bucket."""
    return value if is_bucket(value) else Path(value)


def for_django(value):
    """Return Django's storage for the setting: private, under no address, and encrypted at rest in a bucket."""
    if not is_bucket(value):
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": Path(value), "base_url": None},
        }
    bucket, said = urlsplit(value), _said(value)
    return {
        "BACKEND": "panelportal.kit.files.buckets.PrivateBucket",
        "OPTIONS": {
            "bucket_name": bucket.netloc,
            "location": bucket.path.strip("/"),
            "region_name": said.get("region"),
            "endpoint_url": said.get("endpoint"),
            "addressing_style": "path" if "endpoint" in said else "virtual",
            "signature_version": "s3v4",
            "default_acl": None,  # private: buckets of today refuse every list of their own
            "file_overwrite": False,
            "max_memory_size": IN_MEMORY,
            "object_parameters": _encrypted(said),
        },
    }


def doubts(value):
    """Return what makes a bucket less private than it should be, as sentences."""
    said = _said(value) if is_bucket(value) else {}
    if urlsplit(said.get("endpoint", "")).scheme == "http":
        yield "PORTAL_FILES names storage by http, so that files travel readable."
    if said.get("encryption") == "none":
        yield "PORTAL_FILES says encryption=none, so that files lie readable."


def _said(value):
    return dict(parse_qsl(urlsplit(value).query, keep_blank_values=True))


def _encrypted(said):
    encryption = said.get("encryption", "AES256")
    if encryption == "none":
        return {}
    key = {"SSEKMSKeyId": said["key"]} if "key" in said else {}
    return {"ServerSideEncryption": encryption, **key}
