"""Door plates: on which building each one hangs, and how its number runs along the street."""
