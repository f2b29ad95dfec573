"""Versions of a reply: frozen when it is handed over or sent, readable afterwards, and compared."""

import hashlib
import json

from findings import comparing, receipts, whole_reply
from findings.models import ReplyVersion
from findings.progress import progress_of
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record


def freeze(progress, part, *, by):
    """Keep a reply as it stands as its next version, inside a verb.

    One that was approved and says the same is returned again, so that what
    an approver read is what they send.
    """
    parts = _parts(progress, part)
    digest, last = _digest(parts), last_of(part)
    if last and last.is_approved and last.sent_at is None and last.digest == digest:
        return last
    number = last.number + 1 if last else 1
    version = ReplyVersion(request=part, number=number, parts=parts, digest=digest, due_on=part.reply_by)
    stamp(version, "made", by=by)
    version.save()
    record("reply version kept", about=part.reference, by=by, version=number, digest=digest)
    return version


def send(version, *, reply, by):
    """Mark a version as the one that the inspectorate received, with its receipt, inside a verb."""
    version.sent_by, version.sent_at = reply.sent_by, reply.sent_at
    version.agreed_by_role = reply.agreed_by_role
    version.receipt = receipts.freeze(version, by=by)
    version.save(update_fields=["sent_by", "sent_at", "agreed_by_role", "receipt"])
    return version


def received(part, *, by):
    """Return the version that the inspectorate received last, inside a verb; made now of a reply that has none yet."""
    return last_sent(part) or send(freeze(progress_of(part), part, by=by), reply=part.reply, by=by)


def last_of(part):
    """Return the last version of the reply to a request, or None."""
    return ReplyVersion.objects.filter(request=part).last()


def last_sent(part):
    """Return the version that the inspectorate received last, or None."""
    return ReplyVersion.objects.filter(request=part).sent().for_list().last()


def before(version, *, only_sent):
    """Return the version before a version, of those that the inspectorate received or of all, or None."""
    earlier = ReplyVersion.objects.filter(request=version.request_id, number__lt=version.number)
    return (earlier.sent() if only_sent else earlier).last()


def changes_since(earlier, version):
    """Return what a version changed of an earlier one; nothing when there was none."""
    return comparing.changes_between(earlier.parts, version.parts) if earlier else []


def changes_to_send(earlier, progress, part):
    """Return what a reply as it stands changed of an earlier version; nothing when there was none."""
    return comparing.changes_between(earlier.parts, _parts(progress, part)) if earlier else []


def _parts(progress, part):
    return whole_reply.as_data(whole_reply.cards_of(progress, part))


def _digest(parts):
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
