"""The demonstration: told by the verbs, refused outside demo mode, and its documents written."""

import re
from email import message_from_bytes, policy
from importlib import reload
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import clear_url_caches, set_urlconf

from agencies.models import User
from cases import disposing
from cases.models import AgencyRequest, Case, CaseStatus, Disposal, Incident, RequestStatus
from findings.models import Attachment
from panelportal import urls
from panelportal.demo import story
from panelportal.kit import trail_check
from ratings.models import Review


@pytest.fixture
def demo(settings, tmp_path):
    settings.PORTAL_DEMO = True
    settings.PORTAL_FILES = tmp_path / "files"
    settings.EMAIL_BACKEND = "panelportal.demo.mailbox.KeptMail"
    _reload_urls()
    yield settings
    settings.PORTAL_DEMO = False
    _reload_urls()


def _reload_urls():
    clear_url_caches()
    reload(urls)
    set_urlconf(None)


@pytest.mark.django_db
def test_the_demonstration_shows_cases_and_requests_in_every_state(demo, tmp_path, client):
    story.tell()

    assert {case.status for case in Case.objects.all()} == set(CaseStatus)
    assert {request.status for request in AgencyRequest.objects.all()} == set(RequestStatus)
    statuses = {str(review.status) for review in Review.objects.all()}
    assert statuses == {"received", "allocated", "issued"}
    assert Attachment.objects.get().sent_at
    assert Incident.objects.get().is_decided
    assert _is_done_when_the_worker_has_searched(Disposal.objects.get())
    assert trail_check.verify() is None
    _documents_are_written(tmp_path / "out")
    _anybody_is_one_click_away(client)
    _sent_mail_can_be_read(client)


def _is_done_when_the_worker_has_searched(disposal):
    disposing.look.func(disposal.pk)
    disposal.refresh_from_db()
    return disposal.is_done


def _documents_are_written(directory):
    call_command("demo_documents", str(directory), stdout=StringIO())
    pdfs = {path.name: path.read_bytes()[:5] for path in directory.glob("*.pdf")}
    assert pdfs == dict.fromkeys(["qa-report.pdf", "minutes.pdf", "learning-report.pdf"], b"%PDF-")
    names = sorted(path.name for path in (directory / "letters").iterdir())
    assert all(re.fullmatch(r"\d{3}-[a-z-]+\.eml", name) for name in names)
    invitation = next(path for path in (directory / "letters").iterdir() if "panel-invitation" in path.name)
    parts = [
        part.get_content_type() for part in message_from_bytes(invitation.read_bytes(), policy=policy.default).walk()
    ]
    assert "text/calendar" in parts


def _anybody_is_one_click_away(client):
    person = User.objects.get(name="Sunita Rao")
    assert "Sunita Rao" in client.get("/demo/").content.decode()
    assert client.post(f"/demo/sign-in/{person.pk}/", {"next": "https://evil.example.com/"}).url == "/"
    assert '<a class="govuk-link" href="/account/">Sunita Rao</a>' in client.get("/").content.decode()


def _sent_mail_can_be_read(client):
    page = client.get("/demo/mail/").content.decode()
    newest = re.search(r"/demo/mail/\d+/", page)[0]
    assert client.get(newest).status_code == 200
    assert client.get("/demo/mail/..%2Fportal/").status_code == 404


@pytest.mark.django_db
def test_demo_pages_serve_this_machine_only(demo, client):
    assert client.get("/demo/", REMOTE_ADDR="192.0.2.1").status_code == 404
    assert client.get("/demo/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1").status_code == 404
    assert client.get("/demo/", REMOTE_ADDR="127.0.0.1").status_code == 200


@pytest.mark.django_db
def test_demo_pages_do_not_exist_in_real_use(client):
    assert client.get("/demo/").status_code == 404


@pytest.mark.django_db
def test_the_demonstration_is_not_loaded_in_real_use():
    with pytest.raises(CommandError, match="only where PORTAL_DEMO is 1"):
        call_command("demo_data")


@pytest.mark.django_db
def test_a_second_loading_adds_nothing(demo, cast, capsys):
    before = User.objects.count()

    call_command("demo_data")

    assert User.objects.count() == before
    assert "There is data already" in capsys.readouterr().out
