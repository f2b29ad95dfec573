"""Fuzz what looks into uploads: `python -m tests.kit.fuzzed_files -max_total_time=600` (the options are libFuzzer's).

Whatever the bytes, a check either returns what may be kept or raises
Refused; anything else ends the run with the bytes that did it.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.kit import samples

NAMES = ("a.pdf", "a.docx", "a.xlsx", "a.jpg", "a.png")
SEEDS = (
    samples.pdf(samples.object_list(b"2 0 << /Type /Page >>")),
    samples.word({"word/_rels/document.xml.rels": samples.links(("hyperlink", "https://example.org/"))}),
    samples.excel(),
    samples.photograph(),
    samples.png(chunks=[(b"tEXt", b"Author\0A. Person")]),
)


def check(data):
    """Check some bytes under each name that an attachment may have. Returns the names under which they were taken."""
    from panelportal.kit import files

    taken = []
    for name in NAMES:
        try:
            taken.append(files.check(SimpleUploadedFile(name, data, content_type=""), kinds=files.ATTACHMENTS).name)
        except files.Refused:
            continue
    return taken


def main():
    import atheris

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    with atheris.instrument_imports(include=["panelportal.kit.files", "PIL", "zipfile"]):
        django.setup()
    settings.PORTAL_SCANNER = "none"
    with TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS):
            (Path(corpus) / str(number)).write_bytes(seed)
        atheris.Setup([*sys.argv, corpus], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
