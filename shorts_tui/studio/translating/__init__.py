"""How a message of the service is taken apart for the translation of its window talk."""
