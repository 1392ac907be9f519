"""The draft JSON: decoding it, saying what is in it, editing it. Pure functions on frozen values."""
