from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from panelportal.kit import clock


class UserManager(BaseUserManager):
    """Finds people by their address, whatever its capitals."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def by_address(self, addresses):
        """Those of some addresses, given in small letters."""
        return self.annotate(address=Lower("email")).filter(address__in=list(addresses))


class User(AbstractBaseUser):
    """A person, known by their email address. No passwords exist, nor any superuser."""

    password = None
    email = models.EmailField(
        "email address",
        unique=True,
        error_messages={"unique": "Somebody with this email address is already in the directory."},
    )
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    days_at_work = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)
    terms_accepted_at = models.DateTimeField(null=True, blank=True)
    terms_version = models.CharField(max_length=20, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="agencies_one_person_an_address")]

    def __str__(self):
        return self.name

    def set_unusable_password(self):
        """Do nothing: there is no password to make unusable."""

    def has_usable_password(self):
        return False

    def get_session_auth_hash(self):
        """Return what a session is tied to: it ends when the address changes or the person is switched off."""
        return salted_hmac("agencies.User.session", f"{self.email}:{self.is_active}", algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self):
        return iter(())
