"""The real worker, killed in the middle of its letters: none is lost, none comes twice unnoticed."""

import os
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from panelportal.kit import clock, letters, trail
from panelportal.kit.models import Letter, TrailEntry
from tests.kit.postbox import Postbox

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parent.parent.parent
LETTERS = 500


class KillingPostbox(Postbox):
    """Kills the worker that brings its 150th letter: the letter is kept, and the worker never hears so."""

    worker = None

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.received) == 150:
            self.worker.kill()
        return answer


@pytest.fixture
def postbox():
    box = KillingPostbox()
    box.start()
    yield box
    box.stop()


@pytest.fixture
def start_worker(postbox, tmp_path):
    """Start `manage.py work` on the test database, as a process of its own that ends with the test."""
    environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{postbox.port}", "DATABASE_URL": _database_url()}
    started = []

    def start():
        with (tmp_path / "worker.log").open("ab") as log:
            command = [sys.executable, "manage.py", "work", "--pause", "0"]
            postbox.worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        started.append(postbox.worker)
        return postbox.worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def _database_url():
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    who = ":".join(quote(named[part], safe="") for part in ("USER", "PASSWORD") if named[part])
    return f"postgres://{who}@{named['HOST']}:{named['PORT']}/{named['NAME']}"


@trail.one_transaction()
def _write_letters():
    for number in range(LETTERS):
        to, reference = f"spoc-{number}@police.example.org", f"REQ-2026-{number:04}"
        context = {"reference": reference, "agency": "Northshire Police", "path": "/"}
        letters.write("request-withdrawn", key=reference, to=to, about=reference, context=context)


def _until(holds, worker, seconds=60):
    """Wait until something holds; fails when it takes longer, or when the worker ends by itself."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        assert worker.poll() is None
        time.sleep(0.01)


def _five_minutes_pass():
    """Let the lease of a killed worker run out. Returns the letters that it had: one at most."""
    had = Letter.objects.filter(leased_until__isnull=False)
    keys = set(had.values_list("pk", flat=True))
    had.update(leased_until=clock.now())
    return keys


def test_a_worker_killed_in_the_middle_of_500_letters_loses_none_and_repeats_are_told(postbox, start_worker):
    _write_letters()

    assert start_worker().wait(timeout=60) == -9
    kept_unheard = _five_minutes_pass()
    worker = start_worker()
    _until(lambda: len(postbox.received) >= 300, worker)
    worker.kill()
    worker.wait()
    had_by_second = _five_minutes_pass()
    worker = start_worker()
    _until(lambda: not Letter.objects.filter(status="waiting").exists(), worker)
    worker.terminate()

    assert worker.wait(timeout=60) == 0
    came = Counter(message_from_bytes(taken.content)["Message-ID"] for taken in postbox.received)
    sent = {letter.message_id: letter for letter in Letter.objects.filter(status="sent")}
    repeated = {sent[message_id].pk for message_id, times in came.items() if times > 1}
    told = {letter.pk for letter in sent.values() if letter.may_have_left_before}
    assert len(sent) == LETTERS
    assert set(came) == set(sent)
    assert len(kept_unheard) == 1
    assert len(had_by_second) <= 1
    assert kept_unheard <= repeated <= told == kept_unheard | had_by_second
    assert set(came.values()) == {1, 2}
    in_trail = TrailEntry.objects.filter(act="letter sent again after a stop").values_list("facts", flat=True)
    assert {facts["letter"] for facts in in_trail} == told
