"""Reviews with their documents: the rated ones that became cases, those being rated, those just received."""

from collections import Counter
from datetime import timedelta
from functools import cache

from agencies.models import Duty
from agencies.role_names import Role
from panelportal.kit.models import ReferenceCounter, StoredFile
from panelportal.kit.models.files import Checked
from panelportal.scale.world import World, fill, open_duties, pour, stamped, taken_in_turn
from ratings import covered, days
from ratings.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    Countersignature,
    FeedbackText,
    OffenceType,
    PromptAnswer,
    Review,
    ReviewStatus,
    StandardRating,
    StandardsSet,
)
from ratings.scale import Rating

YEARS = 10
JUST_RECEIVED = 20
OF_THE_MEASURED = 20
WORDS = "Made up for measuring."


def enter(world: World):
    """Enter the reviews of ten years: the oldest are rated, as many as there are cases, and the newest wait."""
    size, due_on = world.size, cache(days.due_on)
    documents = fill(StoredFile, (_document(world, number) for number in range(size.reviews)))
    offences, last = list(OffenceType.objects.all()), Counter()
    reviews = fill(
        Review, (_review(world, number, one, due_on, offences, last) for number, one in enumerate(documents))
    )
    pour(ReferenceCounter, (ReferenceCounter(prefix="SFO", year=year, last=count) for year, count in last.items()))
    world.rated = reviews[: size.cases]
    world.to_rate = [one for one in reviews[size.cases :] if one.status == ReviewStatus.ALLOCATED]
    _rate(world)
    open_duties(_to_quality_assure(world, review) for review in world.to_rate)


def _document(world, number):
    return StoredFile(
        file=f"measured/{number}",
        name="review.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        checked=Checked.NOT_SCANNED,
        put_by_key="portal",
        put_by_label="The portal",
        put_at=world.now,
    )


def _review(world, number, document, due_on, offences, last):
    ago = world.size.reviews - 1 - number
    received_on = world.now.date() - timedelta(days=ago * YEARS * 365 // world.size.reviews)
    last[received_on.year] += 1
    is_allocated = number < world.size.cases or JUST_RECEIVED <= ago < JUST_RECEIVED + world.size.to_rate
    nth = number if number < world.size.cases else ago - JUST_RECEIVED
    inspector = taken_in_turn(world.by_role[Role.INSPECTOR], nth, first_to_measured=OF_THE_MEASURED)
    return Review(
        reference=f"SFO-{received_on.year}-{last[received_on.year]:04}",
        their_reference=f"HMPPS/SFO/{number:06}",
        region=world.regions[number % len(world.regions)],
        delivery_unit="Northshire East",
        offence_type=world.random.choice(offences),
        submitted_on=received_on - timedelta(days=2),
        received_on=received_on,
        due_on=due_on(received_on),
        document=document,
        allocated_to=inspector if is_allocated else None,
        status=_status(is_allocated, ago),
        **stamped("added", world.by_role[Role.COORDINATOR][0], world.now),
    )


def _status(is_allocated, ago):
    if is_allocated:
        return ReviewStatus.ALLOCATED
    return ReviewStatus.RECEIVED if ago < JUST_RECEIVED else ReviewStatus.NOT_SAMPLED


def _to_quality_assure(world, review):
    return Duty(
        kind="quality-assure",
        about=review.reference,
        scope=review.reference,
        agency=world.inspectorate,
        person=review.allocated_to,
        due_on=review.due_on,
        **stamped("opened", world.by_role[Role.LEAD][-1], world.now),
    )


def _rate(world):
    """Begin the assessments; those of the rated reviews are answered, all alike, and countersigned."""
    current = StandardsSet.objects.current()
    prompts, standards = list(current.prompts.all()), list(current.standards.all())
    rated = fill(Assessment, (_assessment(world, one, current, AssessmentStatus.COUNTERSIGNED) for one in world.rated))
    begun = fill(Assessment, (_assessment(world, one, current, AssessmentStatus.NOT_STARTED) for one in world.to_rate))
    pour(PromptAnswer, (_answer(world, one, prompt) for one in [*rated, *begun] for prompt in prompts))
    pour(StandardRating, (_rating(world, one, standard) for one in [*rated, *begun] for standard in standards))
    pour(FeedbackText, (_feedback(world, one, part) for one in [*rated, *begun] for part in [None, *standards]))
    digest = covered.digest_of(rated[0])
    lead = stamped("countersigned", world.by_role[Role.LEAD][0], world.now)
    pour(Countersignature, (Countersignature(assessment=one, digest=digest, **lead) for one in rated))
    world.assessments = [*rated, *begun]


def _assessment(world, review, standards_set, status):
    sent = stamped("sent", review.allocated_to, world.now) if status == AssessmentStatus.COUNTERSIGNED else {}
    return Assessment(review=review, standards_set=standards_set, rater=review.allocated_to, status=status, **sent)


def _saved(world, assessment, **values):
    """Return the values of a row of an assessment, which is empty until the assessment is begun."""
    if assessment.status == AssessmentStatus.NOT_STARTED:
        return {"assessment": assessment}
    return {"assessment": assessment, "version": 1, **values, **stamped("saved", assessment.rater, world.now)}


def _answer(world, assessment, prompt):
    return PromptAnswer(prompt=prompt, **_saved(world, assessment, answer=Answer.YES))


def _rating(world, assessment, standard):
    return StandardRating(standard=standard, **_saved(world, assessment, rating=Rating.GOOD, reason=WORDS))


def _feedback(world, assessment, standard):
    return FeedbackText(standard=standard, **_saved(world, assessment, text=WORDS))
