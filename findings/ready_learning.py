"""What learning that gets further declares to the kit when the app is ready: duties, letters, what is searched."""

from agencies import duties
from cases import splitting
from findings import going_along, grouping, ledger, proposing
from findings.models import IssuedLearning
from panelportal.kit import fulltext, letters
from ratings import theming


def declare():
    """Declare the duties to answer a proposal and to clear issued learning, and that the ledger is searched."""
    fulltext.index(IssuedLearning, *ledger.TEXTS)
    theming.count_where(grouping.cases_marked)
    splitting.when_a_case_is_split(going_along.go_along)
    letters.kind(proposing.LETTER, still_due=proposing.still_waits)
    duties.kind(
        proposing.DUTY,
        title="Answer learning proposed for you: {about}",
        waiting="Answer to learning proposed: {about}",
        done="Proposed learning answered: {about}",
        url_name="findings:put_to_us",
    )
    duties.kind(
        ledger.DUTY,
        title="Make issued learning nameless: {about}",
        waiting="Issued learning to be made nameless: {about}",
        done="Issued learning cleared: {about}",
        url_name="findings:clear_learning",
    )
