import logging

from panelportal.kit.logs import WithoutTokens


def test_no_line_of_the_log_holds_the_token_of_a_reply_link():
    line = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Not found", "/rsvp/aB3_-x/replied/"), None
    )

    WithoutTokens().filter(line)

    assert line.getMessage() == "Not found: /rsvp/.../replied/"
