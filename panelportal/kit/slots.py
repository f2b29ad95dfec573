"""Named places on a page that later apps fill, so that no page links downstream.

An app fills slots in its `AppConfig.ready()`; a template prints one with
`{% slot "review.actions" review %}`.
"""

from collections import defaultdict, namedtuple

from django.template.loader import render_to_string
from django.utils.html import format_html_join

Filling = namedtuple("Filling", "order template load")
_slots = defaultdict(list)


def fill(slot, *, template, load, order=100):
    """Print `template` in the slot, lower `order` first.

    `load(request, obj)` returns the template's context, or None when there
    is nothing to show to this person.
    """
    filling = Filling(order, template, load)
    if filling not in _slots[slot]:
        _slots[slot].append(filling)
        _slots[slot].sort(key=lambda one: one.order)


def render(slot, request, obj):
    """Return the HTML of everything that fills the slot for this object and person."""
    parts = []
    for filling in _slots.get(slot, ()):
        context = filling.load(request, obj)
        if context is not None:
            parts.append(render_to_string(filling.template, context, request=request))
    return format_html_join("", "{}", ((part,) for part in parts))
