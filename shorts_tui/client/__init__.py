"""The NemoVideo API over HTTP, and nothing of what its answers mean to a user."""
