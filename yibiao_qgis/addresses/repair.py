"""Names within one edit of a mistyped one.

One character replaced, dropped, added, or two neighbours swapped. Characters that
distinguish names are never touched: numerals, digits, letters, directions and the like;
福星东路 is no misspelt 福星西路.
"""

from __future__ import annotations

from collections.abc import Iterable

DISTINGUISHING = frozenset("〇零一二三四五六七八九十两0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ东南西北中上下甲乙丙")
"""Characters that no edit touches."""
_CAREFUL = DISTINGUISHING | frozenset("新老旧大小支前后左右内外")
"""Characters that are mistyped, but seldom added or left out by a slip: 建新路 may well be another than 建新支路."""


_MOST_KEPT = 20_000


def one_edit(wrong: str, name: str, *, careful: bool = True) -> bool:
    """Tell whether `wrong` is `name` with one edit that a typing error explains.

    Parameters
    ----------
    wrong, name : str
    careful : bool, optional
        Whether 新, 大, 支 and the like must stand in both: 建新路 need not be 建新支路.

    Returns
    -------
    bool
        False too where both are equal.
    """
    if wrong == name or abs(len(wrong) - len(name)) > 1:
        return False
    shortest = min(len(wrong), len(name))
    start = 0
    while start < shortest and wrong[start] == name[start]:
        start += 1
    end = 0
    while end < shortest - start and wrong[-1 - end] == name[-1 - end]:
        end += 1
    left, right = wrong[start : len(wrong) - end], name[start : len(name) - end]
    if len(left) == 2 and left == right[::-1]:
        return DISTINGUISHING.isdisjoint(left)
    if len(left) > 1 or len(right) > 1:
        return False
    if not left or not right:
        # A doubled character is a slip of the finger whatever it is: 福星大大道.
        extra = left or right
        place = start if left else -1
        doubled = place >= 0 and extra in (wrong[place - 1 : place], wrong[place + 1 : place + 2])
        return doubled or extra not in (_CAREFUL if careful else DISTINGUISHING)
    return left not in DISTINGUISHING and right not in DISTINGUISHING


def _deletions(text: str) -> list[str]:
    return [text[:place] + text[place + 1 :] for place in range(len(text))]


class Near:
    """Finds the names within one edit of a text.

    Parameters
    ----------
    names : iterable of str
        Names of at least three characters are found; shorter ones are too easily mistaken.
    compounds : iterable of str, optional
        Which of them are no streets' names.
    """

    def __init__(self, names: Iterable[str], compounds: Iterable[str] = ()) -> None:
        self._compounds = frozenset(compounds)
        keys: dict[str, list[str]] = {}
        longest = 0
        for name in sorted(set(names)):
            if len(name) > 2:
                longest = max(longest, len(name))
                for key in {name, *_deletions(name)}:
                    keys.setdefault(key, []).append(name)
        self._keys = {key: tuple(value) for key, value in keys.items()}
        self._longest = longest
        self._kept: dict[tuple[str, bool], tuple[str, ...]] = {}

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_kept": {}}

    def find(self, wrong: str, *, careful: bool = True) -> tuple[str, ...]:
        """Return the names within one edit of `wrong`, in their order; `wrong` itself is none of them.

        Parameters
        ----------
        wrong : str
        careful : bool, optional
            See :func:`one_edit`; never so for compounds.

        Returns
        -------
        tuple of str
        """
        if not 2 <= len(wrong) <= self._longest + 1:
            return ()
        kept = self._kept.get((wrong, careful))
        if kept is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = self._kept[wrong, careful] = self._find(wrong, careful)
        return kept

    def _find(self, wrong: str, careful: bool) -> tuple[str, ...]:
        found = set(self._keys.get(wrong, ()))
        for key in _deletions(wrong):
            found.update(self._keys.get(key, ()))
        return tuple(
            sorted(name for name in found if one_edit(wrong, name, careful=careful and name not in self._compounds))
        )
