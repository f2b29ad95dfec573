"""How often one person may ask for what costs work: counted in the cache, so that it holds for every process."""

from django.core.cache import cache

from panelportal.kit import clock


def is_too_often(what, user, *, most, seconds):
    """Count one more time that a person asks for something, and tell whether that is too often.

    `most` times in each stretch of so many seconds are not.
    """
    stretch = int(clock.now().timestamp()) // seconds
    key = f"limit:{what}:{user.pk}:{stretch}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # the cache made room meanwhile
        return False
