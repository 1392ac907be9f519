"""The sample film, opened and listened to once for all tests of this directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from shorts_tui.engine.assets import Asset, Transcript
from shorts_tui.engine.media.analysis import Analyst
from shorts_tui.samples import SampleFacts, sample_facts, sample_footage
from shorts_tui.settings import Speech
from tests import footage


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory for generated films that several tests use."""
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Analyst:
    """One for all, so that the speech model is loaded once."""
    return Analyst(tmp_path_factory.mktemp("analyses"), Speech())


@pytest.fixture(scope="session")
def sample() -> Asset:
    """The packaged film."""
    return footage.asset(sample_footage())


@pytest.fixture(scope="session")
def facts() -> SampleFacts:
    """What is known of the packaged film."""
    return sample_facts()


@pytest.fixture(scope="session")
def heard(analyst: Analyst, sample: Asset) -> Transcript:
    """What the speech model hears in the packaged film."""
    transcript = analyst.transcript(sample)
    assert transcript is not None
    return transcript
