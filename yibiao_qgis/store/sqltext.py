"""SQL statements: values are bound, identifiers go through :func:`statement`."""

from __future__ import annotations

from collections.abc import Iterable


class Sql(str):
    """Finished SQL text, which goes into a statement as it is."""

    __slots__ = ()


def quote(name: str) -> Sql:
    """Return `name` as an SQL identifier."""
    return Sql('"' + name.replace('"', '""') + '"')


def statement(template: str, **parts: str) -> Sql:
    """Return `template` with its ``{named}`` places filled.

    Parameters
    ----------
    template : str
        SQL with places.
    **parts
        A plain text is an identifier and is quoted; an :class:`Sql` goes in as
        it is.
    """
    return Sql(template.format(**{key: part if isinstance(part, Sql) else quote(part) for key, part in parts.items()}))


def listed(names: Iterable[str], table: str = "", separator: str = ", ") -> Sql:
    """Return quoted `names`, of `table` when given, as a list."""
    prefix = quote(table) + "." if table else ""
    return Sql(separator.join(prefix + (name if isinstance(name, Sql) else quote(name)) for name in names))


def places(count: int) -> Sql:
    """Return `count` places for bound values."""
    return Sql(", ".join("?" * count))
