"""How large a sheet may be, and what is said of one that cannot be taken."""

from panelportal.kit import files

MOST_BYTES = 2 * files.MEGABYTE
UNPACKED_BYTES = 30 * files.MEGABYTE  # of all the parts of an XLSX file
MOST_PARTS = 500
MOST_ROWS = 5_000  # beside the header
ROWS_LOOKED_AT = 20_000  # empty ones included
MOST_COLUMNS = 30
MOST_CHARACTERS = 1_000  # of one cell

TOO_MANY_ROWS = f"The file has more than {MOST_ROWS:,} rows. Split it into smaller files."
UNREADABLE = "The file cannot be read as a spreadsheet. Open it in Excel and save it again as .xlsx."


class BadSheet(Exception):
    """A file that cannot be read as a sheet, with a sentence for the person who sent it."""
