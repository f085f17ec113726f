"""From rooms to a plan: how much ground, which towns and communities, where the cuts go."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely import Polygon

from district.divisions import CommunityName, TownName
from district.ground import TOWN_TO_URBAN, URBAN_ROOMS_PER_M2, Core, Floats, River
from district.skeleton import WIDTHS, Node, Plan, Planner, Street, centroid_xy

ROOMS_PER_TOWN = 68_000
FIRST_TOWN_ALONE = 90_000
"""Up to so many rooms the district is 双福街道 alone."""


def choose_towns(towns: list[TownName], rooms: int) -> list[TownName]:
    """Return as many towns as the rooms need: one for a small district, all 30 from about two million on."""
    if rooms <= FIRST_TOWN_ALONE:
        return towns[:1]
    return towns[: min(len(towns), max(2, math.ceil(rooms / ROOMS_PER_TOWN)))]


def make_plan(rng: np.random.Generator, towns: list[TownName], rooms: int) -> Plan:
    """Draw the plan of a district.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    towns : list of TownName
        The towns to lay out.
    rooms : int
        How many rooms the ground is meant for; decides its size.
    """
    shares = np.array([len(town.communities) + 4.0 for town in towns])
    shares = shares / shares.sum()
    area = max(rooms / URBAN_ROOMS_PER_M2, 500_000) * TOWN_TO_URBAN
    width = math.sqrt(area * 1.12)
    height = area / width
    planner = Planner(rng, River(0.0, 1.0, 1.0))
    root = Node(_outline(rng, width, height))
    order = list(rng.permutation(np.arange(1, len(towns))))
    order.insert(len(order) // 2, 0)
    nodes: dict[int, Node] = {}
    _cut_towns(planner, root, order, shares, nodes)
    for index, node in nodes.items():
        node.town = index
    river = _place_river(nodes)
    planner.river = river
    plan = Plan(root, planner.cuts, planner.streets, towns, [], [], [], river)
    for index, town in enumerate(towns):
        node = nodes[index]
        core = _core(rng, node.shape, rooms * shares[index], river)
        plan.cores.append(core)
        _plan_town(planner, plan, node, town, core)
    return plan


def _outline(rng: np.random.Generator, width: float, height: float) -> Polygon:
    """Return the district's outline on the plan: a rectangle whose sides wind like ridges and brooks."""
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * [width / 2, height / 2]
    sides = []
    for a, b in zip(corners[:-1], corners[1:]):
        length = float(np.hypot(*(b - a)))
        t = np.linspace(0, 1, int(length / 35) + 1)[:-1]
        off = np.zeros_like(t)
        for wave, size in ((0.7, 0.020), (0.31, 0.013), (0.13, 0.006)):
            k = 2 * np.pi * length / (wave * min(width, height))
            off += size * min(width, height, 6000) * np.sin(k * t + rng.uniform(0, 6.28))
        off *= np.minimum(1, np.minimum(t, 1 - t) * 12)
        normal = np.array([-(b - a)[1], (b - a)[0]]) / length
        sides.append(a + (b - a) * t[:, None] + normal * off[:, None])
    return Polygon(np.round(np.vstack(sides), 2))


def _cut_towns(planner: Planner, node: Node, order: list[int], shares: Floats, nodes: dict[int, Node]) -> None:
    if len(order) == 1:
        nodes[order[0]] = node
        return
    half = len(order) // 2
    first, second = order[:half], order[half:]
    share = shares[first].sum() / shares[order].sum()
    x0, y0, x1, y1 = node.shape.bounds
    axis = 0 if x1 - x0 > y1 - y0 else 1
    low, high = ((x0, x1), (y0, y1))[axis]
    planner.cut(node, axis, low + share * (high - low), 1, border=True, bend=0.02)
    children = sorted(node.children, key=lambda child: child.shape.bounds[axis])
    _cut_towns(planner, children[0], first, shares, nodes)
    _cut_towns(planner, children[1], second, shares, nodes)


def _place_river(nodes: dict[int, Node]) -> River:
    """Return a river through the first town that keeps away from borders that run along it."""
    _, y0, _, y1 = nodes[0].shape.bounds
    best = (-1.0, 0.0)
    for share in np.linspace(0.3, 0.6, 31):
        y = y0 + share * (y1 - y0)
        free = min((abs(y - edge) for node in nodes.values() for edge in node.shape.bounds[1::2]), default=0.0)
        score = min(free, 0.25 * (y1 - y0)) - 0.15 * abs(share - 0.4) * (y1 - y0)
        best = max(best, (score, y))
    return River(best[1], 48.0, 44.0)


def _core(rng: np.random.Generator, shape: Polygon, rooms: float, river: River) -> Core:
    """Return the built-up part of a town, beside the river where it has one."""
    x0, y0, x1, y1 = shape.bounds
    x = (x0 + x1) / 2 + rng.uniform(-0.06, 0.06) * (x1 - x0)
    y = (y0 + y1) / 2 + rng.uniform(-0.06, 0.06) * (y1 - y0)
    if y0 + 300 < river.y < y1 - 300:
        y = 0.6 * y + 0.4 * river.y
    radius = math.sqrt(max(rooms, 3000) / URBAN_ROOMS_PER_M2 / math.pi)
    return Core(x, y, radius, tuple(rng.uniform(0, 2 * math.pi, 3)))


def _plan_town(planner: Planner, plan: Plan, node: Node, town: TownName, core: Core) -> None:
    """Cut a town into its communities and these into blocks."""
    river = plan.river
    parts = [node]
    if planner.cut_straight(node, river.y, -1):
        parts = node.children
    points, weights = _samples(planner.rng, node.shape, core, len(town.communities))
    inside = [shapely.contains_xy(part.shape, points[:, 0], points[:, 1]) for part in parts]
    share = [float(weights[mask].sum()) for mask in inside]
    counts = [len(town.communities)]
    if len(parts) == 2:
        first = round(len(town.communities) * share[0] / sum(share))
        first = min(max(first, 1), len(town.communities) - 1)
        counts = [first, len(town.communities) - first]
    roots: list[Node] = []
    for part, mask, count in zip(parts, inside, counts):
        part.town = node.town
        _cut_communities(planner, part, count, points[mask], weights[mask], core, 0, roots)
    # The most urban parts get the communities of streets, the others the villages and the rural-sounding ones.
    urban = [float(core.urbanity(centroid_xy(root.shape))[0]) for root in roots]
    named = sorted(town.communities, key=_rural)
    banks: dict[bool, int] = {}
    for name, index in zip(named, np.argsort(urban)[::-1]):
        root = roots[index]
        root.community = len(plan.communities)
        plan.communities.append(root)
        plan.names.append(name)
    for root in roots:
        _cut_bank(planner, root, core, banks)
    for root in roots:
        for part in root.children if root.children else [root]:
            _spread(part, root.town, root.community)
            if part.kind == "block":
                _cut_blocks(planner, part, core)


_RURAL_SOUNDING = ("兴隆", "黑林", "破石", "三界", "高浒", "李子", "阳坪")
"""Of the first town, the most rural last."""


def _rural(name: CommunityName) -> tuple[bool, int, str]:
    sound = next((i for i, word in enumerate(_RURAL_SOUNDING) if name.name.startswith(word)), -1)
    return name.is_village, sound, name.code


def _spread(node: Node, town: int, community: int) -> None:
    node.town, node.community = town, community


def _samples(rng: np.random.Generator, shape: Polygon, core: Core, communities: int) -> tuple[Floats, Floats]:
    """Return places spread over a town and the people expected at each."""
    x0, y0, x1, y1 = shape.bounds
    step = math.sqrt((x1 - x0) * (y1 - y0) / (700 * communities))
    xs, ys = np.meshgrid(np.arange(x0, x1, step), np.arange(y0, y1, step))
    points = np.column_stack((xs.ravel(), ys.ravel())) + rng.uniform(0, step, (xs.size, 2))
    points = points[shapely.contains_xy(shape, points[:, 0], points[:, 1])]
    urbanity = core.urbanity(points)
    return points, np.where(urbanity > 0.15, 0.6 + 0.4 * urbanity, 0.05 + 0.04 * np.exp(urbanity))


def _cut_communities(
    planner: Planner, node: Node, count: int, points: Floats, weights: Floats, core: Core, depth: int, roots: list[Node]
) -> None:
    if count == 1:
        roots.append(node)
        return
    x0, y0, x1, y1 = node.shape.bounds
    axis = 0 if (x1 - x0) * planner.rng.uniform(0.85, 1.2) > (y1 - y0) else 1
    for chosen in (axis, 1 - axis):
        half = count // 2
        at = _quantile(points[:, chosen], weights, half / count)
        along = np.linspace(0.1, 0.9, 5)
        line = np.full((5, 2), at)
        line[:, 1 - chosen] = (y0, x0)[chosen] + along * (y1 - y0, x1 - x0)[chosen]
        urban = float(core.urbanity(line).max())
        rank = 1 if depth < 2 and urban > 0.4 else 2
        country = urban < 0.12
        border = country and planner.rng.random() < 0.3
        if planner.cut(
            node, chosen, at, 3 if country else rank, country=country, border=border, carry=1.0, reach=0.22, bend=0.035
        ):
            break
    else:
        raise RuntimeError("A community could not be cut; choose another seed.")
    a, b = sorted(node.children, key=lambda child: child.shape.centroid.coords[0][chosen])
    for child, number in ((a, half), (b, count - half)):
        mask = shapely.contains_xy(child.shape, points[:, 0], points[:, 1])
        _cut_communities(planner, child, number, points[mask], weights[mask], core, depth + 1, roots)


def _quantile(values: Floats, weights: Floats, share: float) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, share * total[-1])])


def _cut_bank(planner: Planner, root: Node, core: Core, banks: dict[bool, int]) -> None:
    """Part the strip along the river from a community that touches it, by a road where it is urban."""
    river = planner.river
    _, y0, _, y1 = root.shape.bounds
    is_north = abs(y0 - river.y) < 0.01
    if not is_north and abs(y1 - river.y) >= 0.01:
        return
    x = root.shape.centroid.x
    y = river.y + (river.bank if is_north else -river.bank)
    street = -1
    if core.urbanity(np.array([[x, y]]))[0] > 0.05:
        if is_north not in banks:
            planner.streets.append(Street(root.town, 3, WIDTHS[3], is_bank=True))
            banks[is_north] = len(planner.streets) - 1
        street = banks[is_north]
    if planner.cut_straight(root, y, street):
        strip = min(root.children, key=lambda child: abs(child.shape.centroid.y - river.y))
        strip.kind = "strip"


def _block_area(urbanity: float) -> float:
    """Return the usual area of a block, m2."""
    if urbanity > 0.8:
        return 13_000
    if urbanity > 0.45:
        return 21_000
    if urbanity > 0.12:
        return 30_000
    return 130_000 if urbanity > -0.6 else 220_000


def _cut_blocks(planner: Planner, node: Node, core: Core) -> None:
    """Cut a part of a community into blocks, finer where it is more urban."""
    rng = planner.rng
    stack = [node]
    while stack:
        part = stack.pop()
        shape = part.shape
        x0, y0, x1, y1 = shape.bounds
        urbanity = float(np.mean(core.urbanity(np.array(shape.exterior.coords)[:-1])))
        urbanity = max(urbanity, float(core.urbanity(centroid_xy(shape))[0]) - 0.05)
        limit = _block_area(urbanity) * rng.uniform(0.75, 1.5)
        if shape.area < limit:
            continue
        rural = urbanity <= 0.12
        if rural:
            rank = 3 if shape.area > 350_000 else 4
            border = rng.random() > (0.75 if shape.area > 350_000 else 0.3)
        else:
            rank = 2 if shape.area > 170_000 else 3 if shape.area > 42_000 or urbanity < 0.5 else 4
            border = False
        axis = 0 if (x1 - x0) > (y1 - y0) * rng.uniform(0.8, 1.25) else 1
        low, high = ((x0, x1), (y0, y1))[axis]
        at = (low + high) / 2 + rng.uniform(-0.12, 0.12) * (high - low)
        if planner.cut(part, axis, at, rank, country=rural, border=border, carry=0.8, reach=0.25) or planner.cut(
            part, 1 - axis, (y0 + y1) / 2 if axis == 0 else (x0 + x1) / 2, rank, country=rural, border=border
        ):
            stack.extend(part.children)
