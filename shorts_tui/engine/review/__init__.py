"""The check before publishing: is a finished film what a platform wants, and what would make it so."""
