"""What the made-up people write in the demonstration. No real case, person or place."""

from dataclasses import dataclass, field

NOTES = {  # evidence notes of the finished review, by key question and letter
    ("1-1", "c"): "Paragraph 3.4. The review finds the missed home visit but does not say what it would have shown.",
    ("1-1", "e"): "Paragraph 4.12. Northshire Police held two call-outs that the assessment did not use.",
    ("1-2", "d"): "Paragraph 4.20. It names workload, and stops there: why cover was not arranged stays open.",
    ("1-2", "e"): "Paragraph 5.1. The plan relied on the mental health trust, whose discharge letter went astray.",
    ("1-3", "e"): "Paragraph 5.3. Children's services closed the case a week before release; nobody was told.",
    ("1-4", "c"): "Paragraph 6.2. Two recall thresholds are described well, with what else could have been done.",
    ("2", "d"): "Paragraph 7.1. The practitioner's work on accommodation is rightly shown as good practice.",
    ("2", "i"): "Paragraph 7.6. HMP Northmoor's pre-release information is judged, but no action follows.",
    ("3-1", "e"): "Paragraph 8.3. Learning for partners is named in one sentence, without an owner.",
    ("4", "a"): "Paragraph 2.1. Plain words throughout; two terms of art could be explained.",
}
FLAGGED = {("1-2", "d"), ("2", "d"), ("3-1", "e"), ("4", "a")}
REASONS = {
    1: "Assessment and reviewing are analysed well. Planning stops at what happened and does not reach why.",
    2: "Views of staff at all levels were sought, and systemic factors are weighed with care.",
    3: "Local learning is clear. Regional learning and learning for partner agencies lack owners and measures.",
    4: "The review can be shared with the family as it stands. It explains what the missed chances meant.",
}
FEEDBACK = {
    0: "The review is honest and readable. Its account of the work on accommodation shows what good practice looks "
    "like, and its explanation of recall thresholds can be used for training.",
    1: "Ask why once more in the section on planning. Workload explains part of it; how cover is arranged explains the "
    "rest.",
    2: "Keep the section on systemic factors: it is the best part of the review.",
    3: "Give each action a measure that shows whether practice changed, and say how partners will hear of it.",
    4: "Explain the two terms of art in section 2, and the review is ready to share.",
}
IN_OWN_WORDS = (
    "Four agencies held part of the picture in the three months before the offence. None of them had all of it, and "
    "the hand-over at release did not bring the parts together."
)
LINES_OF_ENQUIRY = (
    "What was known before release, and to whom was it sent?\n"
    "What happened to information that arrived after the case was closed?\n"
    "What helped agencies to act together where they did?"
)


@dataclass(frozen=True)
class Point:
    """A learning point as an agency writes it."""

    kind: str
    what: str
    why: str
    would_help: str
    level: str
    touches: tuple = field(default=())
    release: str = "panel"
    themes: tuple = field(default=())  # the slugs of them


POLICE_POINTS = (
    Point(
        "should-improve",
        "Two call-outs to the address were recorded as nuisance and were not shared with probation.",
        "The call handlers could not see that the person was on licence: the marker had lapsed at a change of system.",
        "A licence marker that the prison sets at release and that every call handler sees.",
        "across-agencies",
        ("prison",),
        themes=("information-sharing", "records"),
    ),
    Point(
        "worked-well",
        "The neighbourhood team visited the address within a day when the housing officer rang.",
        "They had met at a monthly meeting and had each other's numbers.",
        "Keep the monthly meeting, and let new staff attend it in their first month.",
        "team",
        ("housing",),
        themes=("information-sharing",),
    ),
)
HEALTH_POINTS = (
    Point(
        "should-improve",
        "The discharge letter went to an approved premises that the person had left.",
        "The address in our system came from the referral and was not checked at discharge.",
        "Confirm the address with the probation practitioner before each discharge letter is sent.",
        "organisation",
        themes=("records",),
    ),
    Point(
        "should-improve",
        "Missed appointments were followed up by text message only.",
        "",
        "A call to the probation practitioner after two missed appointments.",
        "team",
        (),
        "inspectorate-only",
        themes=("mental-health",),
    ),
)
CHILDREN_POINTS = (
    Point(
        "should-improve",
        "The case was closed a week before release, and the release date was not known to us.",
        "Nobody was sure who tells children's services of a release when no child lives at the address.",
        "One form for transfer at release that names who is told, used by the prison and by probation.",
        "across-agencies",
        ("prison", "police"),
        themes=("information-sharing", "transfer"),
    ),
)
PRISON_POINTS = (
    Point(
        "worked-well",
        "The pre-release meeting was held on time and its notes were full.",
        "The offender management unit had protected time for it.",
        "Protect the time in all wings.",
        "organisation",
        themes=("capacity",),
    ),
    Point(
        "should-improve",
        "The notes went to probation alone, although three other agencies were named in them.",
        "The form has one field for a recipient.",
        "Send the notes to each agency that they name.",
        "across-agencies",
        ("health", "childrens-services"),
        themes=("information-sharing", "transfer"),
    ),
)


@dataclass(frozen=True)
class Said:
    """An entry of the minutes; `about` begins the learning points that it rests on."""

    kind: str
    text: str
    rationale: str = ""
    about: tuple = ()
    general: bool = False


MINUTES = (
    Said("note", "The chair recalled the purpose: learning, not blame. Confidentiality was agreed.", general=True),
    Said(
        "learning",
        "Information at release went to one recipient although several agencies needed it. A single form for transfer "
        "at release, which names who is told, would have brought the parts together.",
        about=("The notes went", "The case was closed"),
    ),
    Said(
        "learning",
        "Call handlers need to see that a person is on licence. The marker lapsed at a change of system, and nobody "
        "noticed.",
        about=("Two call-outs",),
    ),
    Said(
        "learning",
        "A discharge letter reaches the right person only when the address is confirmed on the day.",
        about=("The discharge letter",),
    ),
    Said(
        "learning",
        "Agencies acted within a day where people knew each other and had protected time. Monthly meetings are worth "
        "keeping.",
        about=("The neighbourhood team", "The pre-release meeting"),
    ),
    Said(
        "decision",
        "The form for transfer at release is tried in Northshire first.",
        "All agencies present work there, and a trial shows within six months whether it helps.",
    ),
    Said(
        "not-agreed",
        "Whether two missed appointments should always lead to a call.",
        "The trust: not for every patient. Children's services: yes, where a release was within three months.",
    ),
)


@dataclass(frozen=True)
class Agreed:
    """An action agreed at the panel; `due` counts working days before today, so a negative number lies ahead."""

    owner: str
    text: str
    measure: str
    level: str
    due: int


ACTIONS = (
    Agreed(
        "prison",
        "Try a single form for transfer at release with all agencies in Northshire.",
        "Every release in three months has a form that names who was told.",
        "across-agencies",
        -8,
    ),
    Agreed(
        "police",
        "Set the licence marker at release and show it to every call handler.",
        "A monthly check of ten releases finds each marker set.",
        "organisation",
        4,
    ),
    Agreed(
        "trust",
        "Confirm the address before each discharge letter.",
        "A sample of twenty letters finds each address confirmed.",
        "team",
        5,
    ),
)
