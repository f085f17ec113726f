"""What one address of a text states: areas, street, compound, and the numbers behind each."""

from __future__ import annotations

from typing import NamedTuple

from yibiao_qgis.addresses.gazetteer import Name
from yibiao_qgis.addresses.result import Fault


class Stray(NamedTuple):
    """A block behind a rest that no name of the library explains.

    Attributes
    ----------
    chunk : str
        The rest.
    block : str
    before : str
        The text of the name right before the rest; empty if none is.
    """

    chunk: str
    block: str
    before: str


class Stated:
    """What one address of a text states.

    The values below are those of an empty text; an instance holds only what differs,
    which makes it cheap to make and to copy.

    Attributes
    ----------
    county, town, community : Name or None
    street, compound : tuple of Name
        What the names may stand for; empty where none is named.
    street_block, compound_block, village_block, tail_block : str
        Blocks behind the street, the compound, the community, and behind a remark after the door.
    tail_rest : str
        The rest before the tail block.
    stray : Stray or None
    other_streets : tuple of tuple of Name
        Further streets without a number.
    outside : Fault or None
        Another district or town that the text names.
    misspelt_county : Name or None
        The own county, if what `outside` names may be a slip for it.
    faults : tuple of Fault
    rests : tuple of str
        What was not understood.
    near : str
        The word that says that the place itself is not meant.
    crossing : bool
    """

    county: Name | None = None
    town: Name | None = None
    community: Name | None = None
    street: tuple[Name, ...] = ()
    compound: tuple[Name, ...] = ()
    street_block: str = ""
    compound_block: str = ""
    village_block: str = ""
    tail_block: str = ""
    tail_rest: str = ""
    stray: Stray | None = None
    other_streets: tuple[tuple[Name, ...], ...] = ()
    outside: Fault | None = None
    misspelt_county: Name | None = None
    faults: tuple[Fault, ...] = ()
    rests: tuple[str, ...] = ()
    near: str = ""
    crossing: bool = False

    def copy(self) -> Stated:
        """Return an independent copy."""
        other = Stated()
        other.__dict__.update(self.__dict__)
        return other

    @property
    def has_block(self) -> bool:
        """Whether a number was read."""
        return bool(self.street_block or self.compound_block or self.village_block or self.stray)

    @property
    def is_address(self) -> bool:
        """Whether more than areas was read."""
        return bool(self.street or self.compound or self.outside or self.has_block)
