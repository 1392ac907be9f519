"""The full-screen Textual studio."""
