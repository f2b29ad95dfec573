"""Files in S3-compatible storage: a real server on loopback, and what leaves it only through the portal's views."""

from datetime import timedelta

import boto3
import pytest
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from panelportal import checks, filing
from panelportal.kit import clock, files
from panelportal.kit.models import StoredFile
from tests.factories import ratings as make

BUCKET = "portal-files"


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server, settings, monkeypatch):
    """An empty bucket in which the portal keeps its files. Returns the client that looks into it from outside."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "portal")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    client = boto3.client("s3", endpoint_url=server, region_name="eu-west-2")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    settings.STORAGES = settings.STORAGES | {
        "default": filing.for_django(f"s3://{BUCKET}/kept?region=eu-west-2&endpoint={server}")
    }
    yield client
    for name in names_in(client):
        client.delete_object(Bucket=BUCKET, Key=name)
    client.delete_bucket(Bucket=BUCKET)


def names_in(client):
    return [entry["Key"] for entry in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def keep(data, *, by):
    return files.store(data, name="kept.csv", content_type="text/csv", by=by)


def test_a_document_lies_encrypted_and_private_in_the_bucket_and_leaves_it_through_its_view(cast, client_of, bucket):
    review = make.received_review(cast)

    answer = client_of(cast.lead).get(f"/reviews/{review.reference}/document/")
    refused = client_of(cast.police).get(f"/reviews/{review.reference}/document/")

    (name,) = names_in(bucket)
    acl = bucket.get_object_acl(Bucket=BUCKET, Key=name)
    assert b"".join(answer.streaming_content) == make.PDF
    assert refused.status_code == 404
    assert name == f"kept/{review.document.file.name}"
    assert "review" not in name
    assert bucket.head_object(Bucket=BUCKET, Key=name)["ServerSideEncryption"] == "AES256"
    assert [grant["Grantee"]["Type"] for grant in acl["Grants"]] == ["CanonicalUser"]


def test_a_file_in_the_bucket_has_no_address(cast, bucket):
    stored = keep(b"kept", by=cast.lead)

    with pytest.raises(ValueError, match="not accessible via a URL"):
        _ = stored.file.url


def test_bytes_go_with_what_was_emptied_and_what_a_rollback_left_is_swept(
    cast, bucket, django_capture_on_commit_callbacks
):
    kept, gone, lost = (keep(text, by=cast.lead) for text in (b"kept", b"gone", b"lost"))
    StoredFile.objects.filter(pk=lost.pk).delete()

    with django_capture_on_commit_callbacks(execute=True):
        files.empty(gone)

    left = names_in(bucket)
    assert sorted(left) == sorted(f"kept/{one.file.name}" for one in (kept, lost))
    assert files.orphans() == []
    with clock.at(clock.now() + timedelta(days=2)):
        assert files.orphans() == [lost.file.name]
        assert files.sweep() == 1
    assert names_in(bucket) == [f"kept/{kept.file.name}"]
    assert default_storage.open(kept.file.name).read() == b"kept"


@pytest.mark.parametrize(
    ("value", "is_right"),
    [
        ("/srv/portal/files", True),
        ("s3://files", True),
        ("s3://files/kept?region=eu-west-2&encryption=aws:kms&key=1234", True),
        ("s3://files?endpoint=https://storage.example.org", True),
        ("s3:///kept", False),
        ("s3://files?endpoint=storage.example.org", False),
        ("s3://files?encryption=rot13", False),
        ("s3://files?acl=public-read", False),
        ("s3://files?querystring_auth=1", False),
    ],
)
def test_a_bucket_is_named_without_anything_that_would_open_it(value, is_right):
    assert filing.is_right(value) is is_right


def test_the_encryption_that_was_chosen_is_asked_for_with_each_file():
    asked = [
        filing.for_django(f"s3://files?{said}")["OPTIONS"]["object_parameters"]
        for said in ("", "encryption=aws:kms&key=1234", "encryption=none")
    ]

    assert asked == [
        {"ServerSideEncryption": "AES256"},
        {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "1234"},
        {},
    ]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/srv/portal/files", []),
        ("s3://files?endpoint=https://storage.example.org", []),
        ("s3://files?endpoint=http://storage.example.org", ["PORTAL_FILES names storage by http"]),
        ("s3://files?encryption=none", ["PORTAL_FILES says encryption=none"]),
        ("var/static/documents", ["PORTAL_FILES is a folder from which the web server hands out files"]),
    ],
)
def test_a_deployment_is_warned_of_a_place_for_files_that_others_could_read(settings, place, said):
    settings.PORTAL_FILES = place if place.startswith(("/", "s3")) else settings.BASE_DIR / place

    found = checks.files_stay_private(None)

    assert [one.msg.partition(",")[0].removesuffix(" to anybody.") for one in found] == said


def test_the_demonstration_keeps_its_files_in_a_folder(settings):
    settings.PORTAL_DEMO, settings.PORTAL_FILES = True, "s3://files"

    assert [error.id for error in checks.demo_keeps_its_files_here(None)] == ["portal.E002"]
