"""Handing out: the one way in which stored bytes leave the portal."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse

from panelportal.kit.files.kinds import PDF_TYPE
from panelportal.kit.models.files import Checked

PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


class NotToBeOpened(PermissionDenied):
    """The file is still being checked for malware, or was removed."""


def respond(stored, *, inline=False, download_name=None):
    """Return the response that hands out a file, after the calling view has checked access and recorded the read.

    Only a PDF that is known to be clean may open inline, under a policy of
    its own that still lets the browser's viewer run; everything else is a
    download of neutral type.
    The bytes come through the portal wherever they are kept. Raises
    NotToBeOpened.
    """
    if not stored.may_be_opened:
        raise NotToBeOpened(Checked(stored.checked).label)
    is_pdf = stored.content_type == PDF_TYPE
    opens = inline and is_pdf and stored.is_safe
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=not opens,
        filename=download_name or stored.name,
        content_type=PDF_TYPE if is_pdf else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    if opens:
        response["Content-Security-Policy"] = PDF_POLICY
    return response
