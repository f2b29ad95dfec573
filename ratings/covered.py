"""What a countersignature covers: every answer, note, rating, reason and text of an assessment."""

import hashlib
import json


def digest_of(assessment):
    """Return the SHA-256 of all that an assessment says, as canonical JSON."""
    says = {
        "standards": assessment.standards_set.digest,
        "answers": [
            [answer.prompt.position, answer.answer, answer.note, answer.use_in_feedback]
            for answer in assessment.prompt_answers
        ],
        "ratings": [[row.standard.number, row.rating, row.reason] for row in assessment.standard_ratings],
        "feedback": [[part.number, part.text] for part in assessment.feedback_parts],
    }
    canonical = json.dumps(says, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
