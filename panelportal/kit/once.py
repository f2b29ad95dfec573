"""A form that creates something is taken once, however often it is sent.

The page carries a random token (`{% once %}`); the first POST with it that
leads to a redirect leaves a receipt in the same transaction, and each
later one gets that same redirect. Two at the same moment: the second waits
for the first one's row and then finds the receipt.
"""

from datetime import timedelta
from functools import wraps

from django.db import IntegrityError, transaction
from django.shortcuts import redirect

from panelportal.kit import clock
from panelportal.kit.models import FormReceipt
from panelportal.kit.trail import one_transaction

PATH_LENGTH = 200
TOKEN_LENGTH = 64


class _NothingDone(Exception):
    def __init__(self, response):
        self.response = response


def once(view):
    """Make a view take each of its forms once. A POST without a token is taken as it is."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        token = request.POST.get("once", "").replace("\0", "")[:TOKEN_LENGTH] if request.method == "POST" else ""
        if not token:
            return view(request, *args, **kwargs)
        key = f"{request.user.pk or 'nobody'}:{request.path[:PATH_LENGTH]}:{token}"
        try:
            with one_transaction():
                return _take(key, view, request, *args, **kwargs)
        except _NothingDone as nothing:
            return nothing.response
        except IntegrityError:
            receipt = FormReceipt.objects.filter(key=key).first()
            if receipt is None:
                raise
            return redirect(receipt.location)

    return guarded


def _take(key, view, request, *args, **kwargs):
    with transaction.atomic():
        receipt = FormReceipt.objects.create(key=key, taken_at=clock.now())
    response = view(request, *args, **kwargs)
    if not 300 <= response.status_code < 400:
        raise _NothingDone(response)
    FormReceipt.objects.filter(pk=receipt.pk).update(location=response["Location"])
    return response


def sweep():
    """Remove receipts a day old: no page is open that long. Returns how many."""
    removed, _ = FormReceipt.objects.filter(taken_at__lt=clock.now() - timedelta(days=1)).delete()
    return removed
