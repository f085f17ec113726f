"""Addresses: the standard text, normalising, parsing, the library's index and the matcher."""
