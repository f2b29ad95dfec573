"""Documents as PDF: content is frozen as data when it is issued, and rendered by the worker.

The same frozen content gives the same bytes, today and in ten years, as
long as the template and the libraries stay the same. The only module that
imports WeasyPrint, and only where it is used: the import takes a second.
"""

import hashlib
import json
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.shortcuts import render as page
from django.template.loader import get_template
from django.utils import timezone

from panelportal.kit import clock, files
from panelportal.kit.jobs import job
from panelportal.kit.models.documents import Document
from panelportal.kit.trail import actor, record, verb

HANDLING = "Keep this document safe. Share it only with people who need it for this work, and do not forward it."
PACKAGED = {"static:draft.svg": "image/svg+xml"}


class Altered(RuntimeError):
    """The content of a frozen document no longer has the digest it was frozen with."""


class ReachesOut(RuntimeError):
    """A document asked for a file or an address while it was rendered."""


@verb
def freeze(kind, *, reference, version, title, content, by, marking=None, handling=None):
    """Freeze the content of a document and let the worker render its PDF.

    `content` is what JSON can hold, and dates and aware moments, which come
    back as such in the template `print/<kind>.html`. Order that matters is
    kept in lists: PostgreSQL does not keep the order of keys. `marking` and
    `handling` default to the setting and to the line that goes with a
    sensitive marking; an empty marking is for published documents.
    Raises TemplateDoesNotExist for an unknown kind, TypeError for content
    that JSON cannot hold, IntegrityError for a version frozen before.
    """
    get_template(_template_name(kind))
    marking = (settings.PORTAL_MARKING if marking is None else marking).upper()
    who = actor(by)
    document = Document(
        kind=kind,
        reference=reference,
        version=version,
        title=title,
        marking=marking,
        handling=_handling(marking) if handling is None else handling,
        contact=", ".join(filter(None, [settings.PORTAL_TEAM_EMAIL, settings.PORTAL_TEAM_PHONE])),
        content=json.loads(json.dumps(content, default=_write_date, allow_nan=False)),
        frozen_at=clock.now(),
        frozen_by_key=who.key,
        frozen_by_label=who.label,
    )
    document.digest = digest_of(document)
    document.save(force_insert=True)
    record("document frozen", about=reference, by=by, kind=kind, version=version, digest=document.digest)
    render_document.enqueue(document.pk)
    return document


@job
def render_document(pk):
    """Render the PDF of a frozen document, unless it is there. Rendering holds no transaction open."""
    document = Document.objects.get(pk=pk)
    if ready(document):
        return
    pdf = render(document)
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=pk)
        if not ready(document):
            document.pdf = files.store(pdf, name=document.filename, content_type=files.PDF_TYPE, by=None)
            document.save(update_fields=["pdf"])


def render_missing():
    """Queue again the documents that are still without their PDF after an hour. Returns how many."""
    overdue = Document.objects.filter(pdf=None, frozen_at__lt=clock.now() - timedelta(hours=1))
    for document in overdue:
        render_document.enqueue(document.pk)
    return len(overdue)


def ready(document):
    """Tell whether the PDF of a document has been rendered."""
    return document.pdf_id is not None


def render(document):
    """Return the PDF of a frozen document: PDF/UA-1, the same bytes each time.

    Raises Altered when the content does not have its digest any more, and
    ReachesOut when the template wants anything that is not packaged.
    """
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    if digest_of(document) != document.digest:
        raise Altered(document.filename)
    html = HTML(string=html_of(document), url_fetcher=_no_fetch())
    try:
        return html.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=document.digest[:32].encode())
    except FatalURLFetchingError as error:
        raise ReachesOut(str(error)) from error


def html_of(document):
    """Return the HTML of which the PDF is made."""
    context = {
        "document": document,
        "content": content_of(document),
        "frozen_on": timezone.localdate(document.frozen_at),
        "created": document.frozen_at.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return get_template(_template_name(document.kind)).render(context)


def content_of(document):
    """Return what a document was frozen with, dates and moments included, for a page that shows the same."""
    return json.loads(json.dumps(document.content), object_hook=_read_date)


def respond(request, document):
    """Return the PDF as a download, or a page with status 202 while it is being prepared."""
    if not ready(document):
        return page(request, "print/being_prepared.html", {"document": document}, status=202)
    return files.respond(document.pdf, download_name=document.filename)


def digest_of(document):
    """Return the SHA-256 of all that a document says, as canonical JSON."""
    says = ("kind", "reference", "version", "title", "marking", "handling", "contact", "content")
    canonical = json.dumps(
        {name: getattr(document, name) for name in says}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _template_name(kind):
    return f"print/{kind}.html"


def _handling(marking):
    return HANDLING if "SENSITIVE" in marking else ""


def _write_date(value):
    if isinstance(value, datetime):
        if timezone.is_naive(value):
            raise TypeError("A moment in a document needs its time zone.")
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise TypeError(f"A document cannot hold a {type(value).__name__}.")


def _read_date(value):
    match value:
        case {"$moment": text}:
            return datetime.fromisoformat(text)
        case {"$date": text}:
            return date.fromisoformat(text)
    return value


def _no_fetch():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class NoFetch(URLFetcher):
        """Gives what is packaged with the templates and refuses every file and every address."""

        def fetch(self, url, headers=None):
            if url not in PACKAGED:
                raise ValueError(f"A document may not fetch {url}.")
            body = get_template(f"print/{url.removeprefix('static:')}").render()
            return URLFetcherResponse(url, body.encode(), {"Content-Type": PACKAGED[url]})

    return NoFetch(fail_on_errors=True)
