"""Uploads that are not what they say, would act when opened, or tell more than they show. No database is asked."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from panelportal.kit import files
from tests.kit import samples
from tests.kit.samples import excel, links, object_list, pdf, photograph, png, png_that_says, word

RULE = "The file must be a PDF, Word, Excel, JPEG or PNG file smaller than 20MB"
CUT_OFF = "The PDF is not complete. Save it again, then choose it again."
ACTS = "The PDF contains scripts, actions or other files. Print it to a new PDF, then choose that one."
LOCKED = "The PDF has a password or limits what may be done with it. Save it again without them."
OTHERS = "The file contains other files or links to them. Save it as PDF, then choose that one."
FETCHES = "The file fetches a template, picture or workbook from elsewhere. Save it as PDF, then choose that one."
ODD_PART = "The file has a part that cannot be checked. Save it as PDF, then choose that one."
BROKEN = "The picture is not complete or cannot be read. Save it again, then choose it again."
TOO_LARGE = "The picture has more than 25 megapixels. Make it smaller, or save it as PDF."
RELS = "word/_rels/document.xml.rels"
HTML = b"<html><script>fetch('https://example.org/')</script></html>"


@pytest.fixture(autouse=True)
def unscanned(settings):
    settings.PORTAL_SCANNER = "none"


def taken(data, name="a.pdf", declared=""):
    """Return what is kept of an upload."""
    upload = SimpleUploadedFile(name, data, content_type=declared)
    return files.check(upload, kinds=files.ATTACHMENTS).data


def refusal(data, name="a.pdf", declared=""):
    with pytest.raises(files.Refused) as refused:
        taken(data, name, declared)
    return refused.value.messages[0]


# ---- PDF -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "whole",
    [
        pdf(),
        pdf(after=b"\r\n\0\0\0 "),
        pdf(b"<< /S /URI /URI (https://example.org/) >>"),
        pdf(object_list(b"2 0 << /Type /Page >>")),
        pdf(b"(The word JavaScript, /Launchpad in a text and /Encryption)"[:24]),
    ],
    ids=["plain", "padding behind it", "a link", "packed objects", "words in a text"],
)
def test_a_pdf_that_only_shows_something_is_kept_as_it_came(whole):
    assert taken(whole) == whole


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (HTML, RULE),
        (b"<!doctype html>" + pdf(), RULE),
        (pdf(before=HTML), RULE),
        (pdf(before=b"\n"), RULE),
        (pdf(HTML), RULE),
        (pdf(b" " * 1024, after=HTML), CUT_OFF),
        (pdf(after=word()), CUT_OFF),
        (pdf(after=word() + b"%%EOF"), RULE),
        (pdf()[:-9], CUT_OFF),
        (pdf()[: len(pdf()) // 2], CUT_OFF),
        (pdf(trailer=b"/Encrypt 9 0 R"), LOCKED),
        (pdf(trailer=b"/Encrypt<</Filter /Standard>>"), LOCKED),
        (pdf(trailer=b"/#45ncr#79pt 9 0 R"), LOCKED),
        (pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), ACTS),
        (pdf(b"<< /S /J#61vaScript /JS (app.alert(1)) >>"), ACTS),
        (pdf(b"<< /S /#4a#61vaScr#69pt /JS 3 0 R >>"), ACTS),
        (pdf(b"<< /S /Launch /F (cmd.exe) >>"), ACTS),
        (pdf(b"<< /Names << /EmbeddedFiles 3 0 R >> >>"), ACTS),
        (pdf(b"<< /Subtype /RichMedia >>"), ACTS),
        (pdf(b"<< /XFA [(template) 4 0 R] >>"), ACTS),
        (pdf(object_list(b"2 0 << /S /JavaScript /JS (app.alert(1)) >>")), ACTS),
        (pdf(object_list(b"2 0 << /S /JavaScript >>", said=b"/Obj#53tm")), ACTS),
        (pdf(object_list(b" " * 900 + b"/Launch", cut=9)), CUT_OFF),
        (pdf(b"<< /Type /ObjStm >>\nstream\nnot packed\nendstream"), CUT_OFF),
        (pdf(b"<< /Type /ObjStm >>"), CUT_OFF),
        (pdf(object_list(b"\0" * 65 * files.MEGABYTE)), CUT_OFF),
    ],
)
def test_a_pdf_that_is_something_else_too_or_would_act_is_refused(data, message):
    assert refusal(data) == message


# ---- Word and Excel ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word(), "a.docx"),
        (word({RELS: links(("hyperlink", "https://example.org/"))}), "a.docx"),
        (word({"word/media/image1.png": png()}), "a.docx"),
        (excel(), "a.xlsx"),
        (excel({"xl/worksheets/sheet1.xml": "<c><f>SUM(A1:A2)</f></c>"}), "a.xlsx"),
    ],
    ids=["word", "a link to click on", "a picture", "excel", "a formula"],
)
def test_an_office_file_that_only_shows_something_is_kept_as_it_came(data, name):
    assert taken(data, name) == data


def _of_symlink():
    entry = zipfile.ZipInfo("word/media/image1.png")
    entry.external_attr = 0o120777 << 16
    return {entry: "/etc/passwd"}


def _twice():
    made = BytesIO(word())
    with zipfile.ZipFile(made, "a") as written, pytest.warns(UserWarning, match="Duplicate name"):
        written.writestr("word/document.xml", "<other/>")
    return made.getvalue()


def _longer_than_it_says():
    made = word({"word/big.xml": b"A" * 5000}, packing=zipfile.ZIP_STORED)
    return made.replace((5000).to_bytes(4, "little"), (4000).to_bytes(4, "little"))


MACROS = "The file contains macros. Save it as {} or PDF without them."
HOSTILE_PARTS = [
    ({"word/vbaProject.bin": "x"}, MACROS.format(".docx")),
    ({"word/embeddings/oleObject1.bin": "x"}, OTHERS),
    ({"word/activeX/activeX1.xml": "<x/>"}, OTHERS),
    ({"../../x": "x"}, RULE),
    ({"..\\..\\x": "x"}, RULE),
    ({"/etc/passwd": "x"}, RULE),
    (_of_symlink(), RULE),
    ({RELS: links(("attachedTemplate", "https://example.org/evil.dotm"))}, FETCHES),
    ({"word/_rels/settings.xml.rels": links(("attachedTemplate", "file://10.0.0.1/share/a.dotx"))}, FETCHES),
    ({RELS: links(("hyperlink", "https://example.org/"), ("oleObject", "https://example.org/a"))}, FETCHES),
    ({RELS: links(("image", "https://example.org/pixel.png"))}, FETCHES),
    ({"customXml/_RELS/item1.XML.RELS": links(("frame", "https://example.org/"))}, FETCHES),
    ({RELS: "<Relationships"}, RULE),
    ({RELS: "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"}, RULE),
    ({"word/styles.xml": "<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>"}, ODD_PART),
    ({"word/styles.xml": "<!DOCTYPE a>".encode("utf-16")}, ODD_PART),
    ({"word/styles.xml": b" " * (files.MEGABYTE - 4) + b"<!DOCTYPE a>"}, ODD_PART),
]


@pytest.mark.parametrize(("parts", "message"), HOSTILE_PARTS)
def test_a_word_document_that_would_act_or_reach_out_is_refused(parts, message):
    assert refusal(word(parts), "a.docx") == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (excel({"xl/vbaProject.bin": "x"}), MACROS.format(".xlsx")),
        (excel(kinds=(samples.EXCEL_MAIN, "application/vnd.ms-excel.intlmacrosheet+xml")), MACROS.format(".xlsx")),
        (excel({"xl/macrosheets/sheet1.xml": "<x/>"}), OTHERS),
        (excel({"xl/externalLinks/externalLink1.xml": "<ddeLink/>"}), OTHERS),
        (excel({"xl/worksheets/_rels/sheet1.xml.rels": links(("queryTable", "https://example.org/"))}), FETCHES),
        (excel(kinds=(samples.WORD_MAIN,)), RULE),
        (word(), RULE),
        (excel()[:-5], RULE),
        (excel()[: len(excel()) // 2], RULE),
        (excel() + HTML, RULE),
        (HTML + excel(), RULE),
        (excel() + excel(), RULE),
        (excel(packing=zipfile.ZIP_LZMA), RULE),
        (files.OLD_OR_LOCKED_OFFICE + b"\0" * 600, "The file is in an old Excel format or has a password. "
         "Save it as .xlsx or PDF without one."),
    ],
)  # fmt: skip
def test_a_workbook_that_is_hostile_or_no_workbook_is_refused(data, message):
    assert refusal(data, "a.xlsx") == message


def test_parts_with_one_name_or_a_false_length_are_refused():
    assert refusal(_twice(), "a.docx") == RULE
    assert refusal(_longer_than_it_says(), "a.docx") == RULE


# ---- pictures ------------------------------------------------------------------------------------


def test_a_photograph_is_kept_upright_and_tells_only_what_it_shows():
    told = [b"Exif", b"Camera of the finder", b"By A. Person", b"A profile", b"Where it was taken", b"Leeds", HTML]
    came = photograph(after=HTML)

    kept = taken(came, "Photo.JPG", "image/jpeg")

    assert [word for word in told if word not in came] == []
    assert [word for word in told if word in kept] == []
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((30, 40), {})
        top, bottom = picture.getpixel((15, 2)), picture.getpixel((15, 37))
    assert (top[0] > 200, bottom[2] > 200) == (True, True)


def test_a_screenshot_loses_its_words_and_keeps_what_is_seen_through():
    words = [(b"tEXt", b"Author\0A. Person"), (b"eXIf", b"MM\0*\0\0\0\x08\0\0\0\0\0\0"), (b"prVt", b"private")]
    came = png(mode="RGBA", chunks=words, after=HTML)

    kept = taken(came, "a.png")

    assert not any(word in kept for word in (b"Person", b"tEXt", b"eXIf", b"prVt", HTML))
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.mode, picture.size) == ("RGBA", (4, 3))


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (photograph()[:-200], "a.jpg", BROKEN),
        (png()[:40], "a.png", BROKEN),
        (b"\x89PNG\r\n\x1a\n" + HTML, "a.png", BROKEN),
        (b"\xff\xd8\xff" + HTML, "a.jpg", BROKEN),
        (png_that_says(5_001, 5_000), "a.png", TOO_LARGE),
        (png_that_says(60_000, 60_000), "a.png", TOO_LARGE),
        (png_that_says(20_001, 1), "a.png", TOO_LARGE),
        (png(chunks=[(b"zTXt", b"a\0\0" + samples.packed(b"\0" * 2 * files.MEGABYTE))]), "a.png", BROKEN),
        (png(), "a.jpg", RULE),
        (HTML, "a.jpg", RULE),
        (b"GIF89a" + b"\0" * 99, "a.png", RULE),
        (b"<svg onload='alert(1)'/>", "a.png", RULE),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.heic",
         "The picture is in the format of an iPhone (HEIC). Save it as JPEG, then choose that one."),
    ],
)  # fmt: skip
def test_a_picture_that_is_broken_too_large_or_none_is_refused(data, name, message):
    assert refusal(data, name) == message


def test_a_file_that_arrived_half_is_refused():
    upload = SimpleUploadedFile("a.pdf", pdf())
    upload.size += 1

    with pytest.raises(files.Refused, match="did not arrive whole"):
        files.check(upload, kinds=files.ATTACHMENTS)
