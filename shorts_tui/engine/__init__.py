"""The embedded engine: a server with the NemoVideo API that edits and renders on this machine."""
