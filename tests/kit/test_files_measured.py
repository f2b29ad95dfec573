"""What looks into uploads, under load: whatever the bytes, and for the largest that is taken."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit import fuzzed_files

ROOT = Path(__file__).parent.parent.parent
MOST_MEGABYTES = 250


@st.composite
def damaged(draw):
    """Return a sound file with pieces of it taken out, doubled or replaced."""
    data = draw(st.sampled_from(fuzzed_files.SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 60)))
        data = data[:start] + draw(st.binary(max_size=12) | st.just(data[start:end] * 2)) + data[end:]
    return data


@pytest.fixture
def unscanned(settings):
    settings.PORTAL_SCANNER = "none"


def test_each_sound_file_is_taken_under_its_own_name_only(unscanned):
    assert [fuzzed_files.check(seed) for seed in fuzzed_files.SEEDS] == [[name] for name in fuzzed_files.NAMES]


@settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=damaged())
def test_whatever_the_bytes_a_file_is_taken_or_refused_with_a_reason(unscanned, data):
    assert len(fuzzed_files.check(data)) <= 1


def test_the_largest_picture_is_looked_at_within_a_bounded_memory():
    run = subprocess.run(
        [sys.executable, "-m", "tests.kit.measured_files", "jpg"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert int(run.stdout) < MOST_MEGABYTES
