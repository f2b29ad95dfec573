"""The sizes of the made-up data. Size l is what the portal promises its speed at; m is about a tenth, s a hundredth."""

from dataclasses import dataclass

FEW = 5  # the requests of the measured person who sees few, at every size
MANY = 600  # and of each who sees many: more than `kit.access` turns into a list of ids
EVENTS = 2_000  # of the case that much is told of, at every size
TOLD_BY = 12  # agencies that tell of it; at the smallest sizes as many as have answered
OPEN_OF_TEN = 9  # of ten other requests so many wait for their agency; of the rest half are answered, half withdrawn


@dataclass(frozen=True)
class Size:
    """How many rows of each kind there are.

    The measured people hold the same requests at every size, so that only
    what is around them grows: no size has fewer than MANY cases.
    """

    people: int
    agencies: int
    reviews: int
    cases: int
    requests: int
    grants: int
    duties: int  # open ones, of which the requests that wait are most
    acts: int
    reads: int
    issued: int  # learning in the ledger

    @property
    def other_requests(self):
        """Those that no measured person holds."""
        return self.requests - FEW - MANY

    @property
    def to_rate(self):
        """The reviews that wait for their inspector: with the requests that wait they make the open duties."""
        return self.duties - FEW - MANY - sum(is_open(number) for number in range(self.other_requests))


def is_open(number):
    """Tell whether the other request of a number waits for its agency."""
    return number % 10 < OPEN_OF_TEN


SIZES = {
    "s": Size(100, 20, 700, MANY, 900, 10_000, 900, 1_000, 1_000, 1_000),
    "m": Size(1_000, 100, 5_000, MANY, 2_000, 100_000, 2_000, 10_000, 10_000, 10_000),
    "l": Size(10_000, 1_000, 50_000, 2_000, 20_000, 1_000_000, 20_000, 100_000, 100_000, 100_000),
}
