"""The renderer: draft -> segment encodes -> one checked MP4."""
