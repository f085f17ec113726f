"""Docks, pages and dialogs; they hold no geometry and no SQL."""
