"""The second reader: what the grammar does not understand, said again in words that it does."""
