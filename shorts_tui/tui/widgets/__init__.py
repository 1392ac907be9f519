"""The panes of the studio, one module each."""
