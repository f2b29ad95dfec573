"""Tags and filters that every template has without loading them."""

import re
import secrets

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join

from panelportal.kit import access, references, slots, words
from panelportal.kit.access import Can
from panelportal.kit.fields.rendering import faults

register = template.Library()

TAG_COLOURS = frozenset("grey blue purple teal green yellow orange magenta red".split())


@register.simple_tag
def tag(status, colour=None):
    """Print a status as a GOV.UK tag, or as plain text when it is complete. Never a link.

    `status` has a label and a colour; or it is a text and the colour follows.
    """
    if status is None or status == "":
        return ""
    label, colour = getattr(status, "label", status), colour or getattr(status, "colour", "plain")
    if colour == "plain":
        return format_html("{}", label)
    if colour not in TAG_COLOURS:
        raise template.TemplateSyntaxError(f"{colour} is not one of the colours of a tag.")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, label)


def _words(write):
    return lambda value: write(value) if value else ""


register.filter("day", _words(words.long_day))
register.filter("short_day", _words(words.short_day))
register.filter("clock", lambda value: "" if value in (None, "") else words.time_of_day(value))
register.filter("day_and_time", _words(words.moment))


@register.filter
def page_of(reference):
    """Return the path of the page of a reference, whichever app serves it."""
    return references.page_of(reference)


@register.filter
def paragraphs(text):
    """Print plain text as paragraphs: an empty line starts one, a new line breaks one."""
    blocks = re.split(r"\n\s*\n", str(text or "").replace("\r\n", "\n").strip())
    return format_html_join("\n", '<p class="govuk-body">{}</p>', ((linebreaksbr(block),) for block in blocks if block))


@register.simple_tag(takes_context=True)
def slot(context, name, obj):
    return slots.render(name, context.get("request"), obj)


@register.inclusion_tag("components/who_can_see.html", takes_context=True)
def who_can_see(context, obj):
    """Print why the reader can see a page of a guarded object, and who else can, as its `also_seen_by` says."""
    user = context["request"].user
    known = dict(obj._meta.permissions)
    ways = (access.why(user, obj, can) for can in (Can.READ, Can.ATTEND) if str(can) in known)
    why = next(filter(None, ways), "")
    return {"request": context["request"], "part": obj, "why": why, "others": obj.also_seen_by}


@register.simple_tag(takes_context=True)
def once(context):
    """Print the token by which a form is taken once; a form that is shown again keeps its own."""
    request = context.get("request")
    sent = request.POST.get("once", "") if request and request.method == "POST" else ""
    return format_html('<input type="hidden" name="once" value="{}">', sent or secrets.token_urlsafe(16))


@register.simple_tag(takes_context=True)
def error_prefix(context):
    """Print what the title of a page starts with when a form on it has errors."""
    return "Error: " if faults(_forms(context)) else ""


@register.inclusion_tag("govuk/error_summary.html", takes_context=True)
def error_summary(context, *forms):
    """Print the errors of these forms, or else of all on the page, once and together."""
    forms = forms or _forms(context)
    for form in forms:
        form.is_summarised = True
    return {"rows": faults(forms)}


@register.inclusion_tag("components/table.html")
def table(caption, head, rows, *, empty="", row_headers=True, caption_size="m", hide_caption=False):
    """Print a table; see components/table.html."""
    head = [cell if isinstance(cell, dict) else {"text": cell} for cell in head]
    return {
        "caption": caption,
        "caption_class": "govuk-visually-hidden" if hide_caption else f"govuk-table__caption--{caption_size}",
        "head": head,
        "rows": [[_cell(column, cell) for column, cell in zip(head, row, strict=True)] for row in rows],
        "empty": empty,
        "row_headers": row_headers,
    }


def _cell(column, cell):
    cell = cell if isinstance(cell, dict) else {"text": cell}
    return {"label": column["text"], "numeric": column.get("numeric", False)} | cell


def _forms(context):
    found = [form for form in [context.get("form"), *(context.get("forms") or ())] if hasattr(form, "is_bound")]
    return [form for place, form in enumerate(found) if form not in found[:place]]
