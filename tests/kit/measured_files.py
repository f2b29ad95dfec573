"""Check the largest upload of a kind and print by how many megabytes it made this process grow at its peak.

Run in a process of its own: `python -m tests.kit.measured_files jpg`, or png, pdf, docx.
"""

import os
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from tests.kit import peak, samples

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
MEGABYTE = 1024 * 1024
SIDE = 5_000  # pixels: the most in both directions


def largest(kind, path):
    """Write the largest sample of a kind that is taken, with what is hard to pack in it."""
    noise = os.urandom(MEGABYTE)
    if kind == "pdf":
        path.write_bytes(samples.pdf(b"stream\n" + noise * 19 + b"\nendstream"))
    elif kind == "docx":
        parts = {f"word/{n}.xml": b" " * MEGABYTE for n in range(180)} | {"word/media/a.png": noise * 18}
        path.write_bytes(samples.word(parts))
    elif kind == "jpg":
        exif = Image.Exif()
        exif[0x0112] = 6  # lies on its side, so that it has to be turned
        picture = Image.linear_gradient("L").resize((SIDE, SIDE)).convert("RGB")
        picture.save(path, "JPEG", quality=75, exif=exif)
        path.write_bytes(path.read_bytes() + noise * 17)
    else:
        Image.new("RGBA", (SIDE, SIDE), (1, 2, 3, 4)).save(path, "PNG")


def grown(kind):
    """Return by how many megabytes this process grew at most while it checked the largest of a kind."""
    from panelportal.kit import files

    settings.PORTAL_SCANNER = "none"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"largest.{kind}"
        if os.fork() == 0:  # what making it takes is not counted
            largest(kind, path)
            os._exit(0)
        os.wait()
        files.check(_upload(samples.photograph(), "small.jpg"), kinds=files.ATTACHMENTS)  # so that all is imported
        upload = _upload(path.read_bytes(), path.name)
        before = peak.megabytes()
        files.check(upload, kinds=files.ATTACHMENTS)
    return peak.megabytes() - before


def _upload(data, name):
    upload = TemporaryUploadedFile(name, "", len(data), None)
    upload.write(data)
    return upload


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(str(grown(sys.argv[1])))
