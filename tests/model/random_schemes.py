"""Random code schemes and codes of them, for property tests."""

from hypothesis import strategies as st

from yibiao_qgis.model.checkcharacters import DIGITS, LETTERS, NO_CHECK, SYSTEMS
from yibiao_qgis.model.levels import Level
from yibiao_qgis.model.ordering import Direction, Ordering
from yibiao_qgis.model.schemes import CodeScheme
from yibiao_qgis.model.segments import Segment, Source

ALPHABETS = (DIGITS, LETTERS, DIGITS + LETTERS, "0123456789B")


@st.composite
def schemes(draw, checks=(NO_CHECK, *SYSTEMS), sequence=None):
    """A scheme whose check system can take its segments."""
    check = draw(st.sampled_from(checks))
    alphabets = [
        alphabet for alphabet in ALPHABETS if check == NO_CHECK or set(alphabet) <= set(SYSTEMS[check].characters)
    ]
    segments = [Segment("upper", draw(st.integers(1, 6)), Source.PARENT, draw(st.sampled_from(alphabets)))]
    for number in range(draw(st.integers(0, 3))):
        alphabet = draw(st.sampled_from(alphabets))
        length = draw(st.integers(1, 4))
        kind = draw(st.sampled_from(("plain", "missing", "constant")))
        text = draw(st.text(alphabet, min_size=length, max_size=length))
        segments.append(
            Segment(
                f"part{number}",
                length,
                Source.CONSTANT if kind == "constant" else Source.FIELD,
                alphabet,
                padding=alphabet[0],
                field=f"value{number}",
                constant=text if kind == "constant" else "",
                missing=text if kind == "missing" else None,
                strip="号附",
            )
        )
    if draw(st.booleans()) if sequence is None else sequence:
        length = draw(st.integers(2, 4))
        place = draw(st.integers(1, len(segments)))
        segments.insert(place, Segment("number", length, Source.SEQUENCE, low=1, high=10**length - 1))
    words = draw(st.permutations((Direction.WEST_TO_EAST, Direction.NORTH_TO_SOUTH)))
    return CodeScheme(
        "random", "Random", (Level.GRID,), tuple(segments), Level.COMMUNITY, check, Ordering(words[0], words[1])
    )


@st.composite
def bodies(draw, scheme):
    """Text of every segment of a scheme by its name."""
    return {segment.name: draw(texts(segment)) for segment in scheme.segments}


def texts(segment):
    """A text that a segment takes."""
    if segment.source is Source.CONSTANT:
        return st.just(segment.constant)
    if segment.source is Source.SEQUENCE:
        return st.integers(segment.low, segment.high).map(lambda number: f"{number:0{segment.length}d}")
    return st.text(segment.alphabet, min_size=segment.length, max_size=segment.length)
