"""Pictures: read within limits, turned upright and written again, so that nothing but what they show is kept.

Where and when a picture was taken, by whom and with what (EXIF, GPS, XMP,
IPTC), its small preview, comments, colour profile and whatever follows its
end are not written again. The only module that imports Pillow.
"""

import struct
import zlib
from io import BytesIO

from panelportal.kit.files.refusals import Refused

MOST_PIXELS = 25_000_000  # a picture of 24 megapixels, the most that phones take without being told to
LONGEST_SIDE = 20_000  # pixels
QUALITY = 92  # of 100, for JPEG: no loss that the eye sees
TOO_LARGE = "The picture has more than 25 megapixels. Make it smaller, or save it as PDF."
BROKEN = "The picture is not complete or cannot be read. Save it again, then choose it again."
# What Pillow raises for pictures that are broken or made to break it.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)


def reader(name, magic, formats):
    """Return the function that reads one kind of picture: its cleaned bytes, or None for what is none.

    `name` is the only decoder that is tried, `magic` how such a file begins,
    `formats` what the decoder may call it.
    """

    def read(data):
        if not data.startswith(magic):
            return None
        try:
            return _written_again(data, name, formats)
        except UNREADABLE as error:
            raise Refused(BROKEN) from error

    return read


def _written_again(data, name, formats):
    from PIL import Image, ImageFile, ImageOps  # slow to import, and seldom needed

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets cut-off pictures pass, for the whole process
    try:
        picture = Image.open(BytesIO(data), formats=[name])
    except Image.DecompressionBombError as error:
        raise Refused(TOO_LARGE) from error
    with picture:
        if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
            raise Refused(TOO_LARGE)
        if picture.format not in formats:
            raise Refused(BROKEN)
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        picture.info = {key: picture.info[key] for key in ("transparency",) if key in picture.info}
        out = BytesIO()
        picture.save(out, name, **({"quality": QUALITY} if name == "JPEG" else {}))
    return out.getvalue()
