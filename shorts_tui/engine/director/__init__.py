"""The director: words -> plan -> draft."""
