"""Requests that break off: what came of an upload that was cut off half-way is not taken for the whole of it."""

from django.core.exceptions import BadRequest


class CutOff(BadRequest):
    """The request ended before the length that it gave."""


def whole_bodies(application):
    """Wrap a WSGI application so that a request which breaks off is answered with 400, and nothing of it is kept.

    Web servers hand on what came, and Django reads that to its end as if it
    were all: of a form with a file, half a file.
    """

    def serve(environ, start_response):
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal():
            environ["wsgi.input"] = _Body(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return serve


class _Body:
    """The body of a request, as Django reads it: never more than what is left of the length. Raises CutOff."""

    def __init__(self, stream, length):
        self._stream, self._left = stream, length

    def read(self, size=-1):
        return self._counted(self._stream.read(size), size)

    def readline(self, size=-1):
        return self._counted(self._stream.readline(size), size)

    def _counted(self, data, size):
        self._left -= len(data)
        if not data and size and self._left > 0:
            raise CutOff(f"{self._left} bytes of the request did not come.")
        return data
