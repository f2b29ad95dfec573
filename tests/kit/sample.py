"""A document of every part that print templates use, long enough for a table over two pages."""

from datetime import date

STANDARDS = ["Analysis", "Overall judgement", "Learning", "Victims and their families"]

CONTENT = {
    "draft": False,
    "lead": "How well the review was done, and what would have made it better.",
    "held_on": date(2026, 3, 17),
    "ratings": [
        {"standard": f"{number} {name}", "rating": "Good", "points": 2}
        for number, name in enumerate(STANDARDS, start=1)
    ],
    "overall": "Good",
    "total": 8,
    "sections": [
        {
            "id": "done-well",
            "heading": "What was done well",
            "paragraphs": [
                "The review asks why decisions were made, and tells it in the order in which they were made. " * 4,
                "It names the sources of what it says.",
            ],
            "points": ["Managers’ oversight is examined.", "Learning is turned into actions."],
        },
        {"id": "next", "heading": "What happens next", "paragraphs": ["Ask about a matter of fact by email."]},
    ],
    "actions": [
        {
            "reference": f"ACT-2026-{number:03}",
            "action": "Agree with the police how quickly a recall is passed on, and check it each month.",
            "owner": "North East probation region",
            "measure": "Nine in ten recalls are passed on within two hours.",
            "due": date(2026, 9, 30),
        }
        for number in range(1, 19)
    ],
    "facts": [["Chair", "Lead inspector"], ["Place", "By video"]],
    "band_columns": ["Overall rating", "Points"],
    "bands": [
        ["Outstanding", "11 to 12"],
        ["Good", "7 to 10"],
        ["Requires improvement", "3 to 6"],
        ["Inadequate", "0 to 2"],
    ],
}
