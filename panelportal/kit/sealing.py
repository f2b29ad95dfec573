"""Text that only the portal itself can read again, such as the secret of an authenticator app.

The key is made from SECRET_KEY. What was sealed with an earlier key opens
while that key stands in SECRET_KEY_FALLBACKS.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotUnseal(ValueError):
    """The text was not sealed with a key that this portal has."""


def seal(text):
    """Return a text so that it can be kept in the database unread."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed):
    """Return what was sealed. Raises CannotUnseal."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as failure:
        raise CannotUnseal("Sealed with a key that is not known any more.") from failure


def _keys():
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret):
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"panelportal.kit.sealing:{secret}".encode()).digest()))
