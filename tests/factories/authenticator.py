"""An authenticator app as people have it on their phone, and the recovery codes that they printed."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth


class App:
    """Shows the codes of one secret. Each call shows the next code that the portal has not seen from this app."""

    def __init__(self, secret):
        self.secret, self.shown = secret, 0

    @classmethod
    def of(cls, person):
        """Give a person an app and recovery codes that they set up on an earlier visit."""
        secret = auth.generate_totp_secret()
        auth.TOTP.activate(person, secret)
        RecoveryCodes.activate(person)
        return cls(secret)

    def code(self):
        """Return a code that has not been used: of the 30 seconds before, of now, or of those that follow.

        At the end of the 30 seconds it waits for the next, so that a slow machine is not too late with it.
        """
        left = 30 - time.time() % 30
        if left < 2:
            time.sleep(left)
        self.shown = max(self.shown + 1, int(time.time()) // 30 - 1)
        return auth.format_hotp_value(auth.hotp_value(self.secret, self.shown))


def recovery_codes_of(person):
    return RecoveryCodes.activate(person).get_unused_codes()
