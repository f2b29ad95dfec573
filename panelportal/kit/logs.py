"""What a line of the web server's log may say: paths, never the token of a link that works without an account."""

import re
from logging import Filter

TOKEN = re.compile(r"(/(?:rsvp|calendar)/)[A-Za-z0-9_-]+")


class WithoutTokens(Filter):
    """Takes tokens out of log lines: whoever reads the log could otherwise answer for others."""

    def filter(self, record):
        record.msg, record.args = TOKEN.sub(r"\1...", record.getMessage()), ()
        return True
