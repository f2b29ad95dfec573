"""What every answer tells the browser: the whole set of headers, pinned, as one would meet it in production."""

import pytest

from panelportal.kit.middleware import MOST_BYTES

ON_EVERY_PAGE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}


def _policy(answer):
    return {part.strip() for part in answer["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize("path", ["/", "/account/", "/directory/", "/cases/MAC-2026-999/", "/no-such-page/"])
def test_every_page_of_a_signed_in_person_has_the_whole_set_and_is_stored_nowhere(cast, client_of, path):
    answer = client_of(cast.lead).get(path)

    assert {name: answer.headers.get(name) for name in ON_EVERY_PAGE} == ON_EVERY_PAGE
    assert _policy(answer) == POLICY
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/sign-in/", "/help/", "/rsvp/unknown/", "/directory/"])
def test_so_has_every_page_for_those_who_are_not_signed_in(db, client, path):
    answer = client.get(path)

    assert {name: answer.headers.get(name) for name in ON_EVERY_PAGE} == ON_EVERY_PAGE
    assert _policy(answer) == POLICY


def test_over_https_browsers_are_told_to_come_by_https_only_for_a_year(db, client, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True

    answer = client.get("/help/", secure=True)

    assert answer["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")


def test_no_page_holds_a_script_or_a_style_of_its_own(cast, client_of):
    client = client_of(cast.lead)

    for path in ("/", "/reviews/", "/cases/", "/panels/", "/actions/", "/directory/", "/audit/", "/conflicts/"):
        page = client.get(path).content.decode()
        assert "<style" not in page, path
        assert " style=" not in page, path
        assert "<script>" not in page, path
        assert " onclick=" not in page, path


def test_a_request_that_is_too_large_is_refused_before_it_is_read(cast, client_of):
    answer = client_of(cast.lead).generic("POST", "/reviews/add/", b"x", CONTENT_LENGTH=str(MOST_BYTES + 1))

    assert answer.status_code == 413
    assert "This is too large to send" in answer.content.decode()


@pytest.mark.parametrize("length", ["-1", "many", "1e9"])
def test_a_length_that_is_no_number_is_refused(cast, client_of, length):
    assert client_of(cast.lead).generic("POST", "/", b"", CONTENT_LENGTH=length).status_code == 413


def test_signing_out_clears_what_the_browser_kept(cast, client_of):
    client = client_of(cast.lead)

    answer = client.post("/sign-out/", follow=True)

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/").status_code == 302
