"""The deadlines that the client needs, handed in by whoever reads the settings."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class ClientTiming:
    """Seconds, all monotonic; named and meant as the `[timing]` settings are."""

    connect: float = 5
    request: float = 60
    heartbeat_limit: float = 600
    turn_limit: float = 900
    token_retry: float = 30
    retry_base: float = 0.5
    retry_after_max: float = 120
    transfer_idle: float = 60

    @classmethod
    def of(cls, settings: object) -> ClientTiming:
        """The timing of anything that has attributes of these names, such as the `[timing]` settings."""
        return cls(**{field.name: float(getattr(settings, field.name)) for field in dataclasses.fields(cls)})
