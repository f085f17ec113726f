"""The district in words: layers, fields, levels, statuses, code schemes, errors."""
