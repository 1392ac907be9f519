"""What is in a media file: type, streams, silence, loudness, scenes, speech."""
