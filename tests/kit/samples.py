"""Files as people send them, good and bad, made by the tests themselves."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(*objects, trailer=b"", after=b"", before=b""):
    """Return a PDF with these objects beside the one it needs, and with more in its trailer, behind and before it."""
    bodies = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, start=2))
    return b"%b%%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%btrailer\n<< /Root 1 0 R %b >>\n%%%%EOF\n%b" % (
        before,
        bodies,
        trailer,
        after,
    )


def object_list(inside, *, said=b"/ObjStm", cut=0):
    """Return an object of a PDF that holds others, packed, as most programs write them."""
    packed = zlib.compress(inside)
    return b"<< /Type %b /Filter /FlateDecode >>\nstream\n%b\nendstream" % (said, packed[: len(packed) - cut])


def packed(data):
    return zlib.compress(data)


def types(*kinds):
    """Return the list of parts of an Office file."""
    overrides = "".join(f'<Override PartName="/p{n}" ContentType="{kind}"/>' for n, kind in enumerate(kinds))
    return f'<Types xmlns="{PACKAGE}/content-types">{overrides}</Types>'


def links(*found):
    """Return the links of a part: pairs of what the link is and where it leads, outside of the file."""
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(found)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def archive(parts, *, packing=zipfile.ZIP_DEFLATED):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", packing) as written:
        for name, data in parts.items():
            written.writestr(name, data)
    return made.getvalue()


def word(parts=None, kinds=(WORD_MAIN,), **options):
    """Return a Word document with more parts than it needs."""
    needed = {"[Content_Types].xml": types(*kinds), "word/document.xml": "<document/>"}
    return archive(needed | (parts or {}), **options)


def excel(parts=None, kinds=(EXCEL_MAIN,), **options):
    """Return an Excel workbook with more parts than it needs."""
    return archive({"[Content_Types].xml": types(*kinds), "xl/workbook.xml": "<workbook/>"} | (parts or {}), **options)


def photograph(size=(40, 30), *, orientation=6, after=b""):
    """Return a JPEG, red at its left and blue at its right, that tells where it was taken, by what, and more."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of the finder"
    exif[0x9C9C] = "A comment".encode("utf-16-le")
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 48.0, 30.0), 3: "W", 4: (1.0, 32.0, 57.0)})
    out = BytesIO()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>Where it was taken</rdf:RDF></x:xmpmeta>'
    picture.save(out, "JPEG", exif=exif, comment=b"By A. Person", icc_profile=b"A profile" * 9, xmp=xmp, quality=95)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\x0dCity: Leeds\0\0"
    data = out.getvalue()
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:] + after


def png(size=(4, 3), *, mode="RGB", chunks=(), after=b""):
    """Return a PNG with more chunks than it needs, as pairs of name and bytes."""
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG")
    data = out.getvalue()
    more = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return data[:33] + more + data[33:] + after


def png_that_says(width, height):
    """Return a PNG of a few bytes whose header says that it is this large."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = png()
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]
