"""shorts-tui: a keyboard-driven terminal studio that talks short videos into being."""

__version__ = "0.1.0"
