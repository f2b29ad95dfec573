"""Files in S3-compatible storage, for portals that run on more than one machine. The only module that knows it."""

from storages.backends.s3 import S3Storage


class PrivateBucket(S3Storage):
    """A bucket whose files have no address, public or signed: their bytes leave through `files.respond` alone."""

    def url(self, name, parameters=None, expire=None, http_method=None):
        raise ValueError("This file is not accessible via a URL.")
