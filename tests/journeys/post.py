"""The mail that has left the portal, as the people to whom it went read it."""

import re

from django.core import mail

from panelportal.kit import clock, letters


class Post:
    """Reads the mail; whoever looks into it first has the worker send what waits, once nobody can stop it."""

    def all(self):
        with clock.at(clock.now() + letters.BATCH_PAUSE):
            while letters.deliver_due():
                pass
        return mail.outbox

    def newest(self, address, subject):
        """Return the newest mail to an address whose subject begins so."""
        found = [one for one in self.all() if one.to == [address] and one.subject.startswith(subject)]
        assert found, f"no mail “{subject}” to {address}, only {sorted({one.subject for one in mail.outbox})}"
        return found[-1]

    def code_for(self, address):
        return re.search(r"\b[0-9]{6}\b", self.newest(address, "Your sign-in code").body)[0]

    def link_to(self, address, subject):
        """Return the one link of the newest such mail."""
        links = re.findall(r"https?://\S+", self.newest(address, subject).body)
        assert len(links) == 1, f"not one link: {links}"
        return links[0]


def texts_of(message):
    """Return everything that a mail says: its headers, its texts, and its calendar entry with the lines unfolded."""
    built = message.message()
    parts = [part.get_payload(decode=True).decode() for part in built.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for name, value in built.items()]
    return [*headers, *(re.sub("\r\n[ \t]", "", part) for part in parts)]
