"""States and kinds that appear in outputs; values are stable, words come from :mod:`words`."""

from __future__ import annotations

from enum import Enum


class RowStatus(str, Enum):
    """Life of a row in the store."""

    PLANNED = "planned"
    ACTIVE = "active"  # 启用
    RETIRED = "retired"  # 注销


class PointState(str, Enum):
    """State of an address point, GB/T 37149."""

    IN_USE = "OC"
    ABANDONED = "AB"
    INCONSISTENT = "IN"
    UNDETERMINED = "UN"


class FindingKind(str, Enum):
    """What a coverage check may find."""

    GAP = "gap"  # 缝隙
    OVERLAP = "overlap"  # 重叠
    SLIVER = "sliver"  # 碎面
    MISMATCH = "mismatch"  # a shared border whose vertices differ
    OUTSIDE_PARENT = "outside-parent"  # 越界
    UNCOVERED = "uncovered"  # 未覆盖
    INVALID = "invalid"  # invalid geometry
    MULTIPART = "multipart"
    EMPTY = "empty"  # no geometry
    DUPLICATE_CODE = "duplicate-code"
    FOREIGN_CODE = "foreign-code"  # a code that is not under the parent's
    MISSING_CODE = "missing-code"


class Severity(str, Enum):
    """Whether a finding blocks saving and publishing."""

    ERROR = "error"
    WARNING = "warning"


class SnapStatus(str, Enum):
    """What became of a plate."""

    SNAPPED = "snapped"  # 已吸附
    REVIEW = "review"  # 待核
    GATE = "gate"  # a compound's gate plate: no building of its own
    TOO_FAR = "too-far"  # 过远
    NO_BUILDING = "no-building"  # 无楼


class MatchStatus(str, Enum):
    """What became of an address text."""

    MATCHED = "M"  # 匹配
    TIED = "T"  # 并列
    UNMATCHED = "U"  # 未匹配
    OUTSIDE = "O"  # 域外


class CodeStatus(str, Enum):
    """What became of a code while assigning."""

    KEPT = "kept"
    ASSIGNED = "assigned"
    REJECTED = "rejected"  # see the reason; the row keeps its wrong code for review


class Certainty(str, Enum):
    """How sure a rule or layout is."""

    STANDARD = "standard"  # the standard's text was read
    PRACTICE = "public practice"  # public pages and running systems agree
    LOCAL = "local default"  # no public text: for the district to confirm
