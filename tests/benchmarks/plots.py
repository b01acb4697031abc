"""Line plots as SVG, readable on light and dark ground."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 760, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 36, 56, 56
COLOURS = (("#0b62a4", "#6cb8f0"), ("#b3530b", "#f2a35e"), ("#2a7a3b", "#7ed08f"), ("#8a3ca8", "#d59bea"))
DASHES = ("", "7 4", "2 3", "9 3 2 3")


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y) under a name."""

    name: str
    points: Sequence[tuple[float, float]]


def ticks(low: float, high: float, wanted: int = 6) -> list[float]:
    """Round numbers that span ``low`` to ``high``, about so many.

    >>> ticks(0, 50_000)
    [0, 10000, 20000, 30000, 40000, 50000]
    """
    rough = max(high - low, 1e-9) / max(1, wanted - 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    first = math.floor(low / step)
    return [step * i for i in range(first, math.ceil(high / step - 1e-9) + 1)]


def plot(title: str, across: str, up: str, lines: Sequence[Line]) -> str:
    """A plot of all lines from 0 upwards; ``across`` and ``up`` label the axes."""
    xs, ys = _spans(lines)

    def place(x: float, y: float) -> tuple[float, float]:
        right = LEFT + (x - xs[0]) / (xs[-1] - xs[0]) * (WIDTH - LEFT - RIGHT)
        return right, HEIGHT - BOTTOM - (y - ys[0]) / (ys[-1] - ys[0]) * (HEIGHT - TOP - BOTTOM)

    body = [f'<text x="{LEFT}" y="22" class="title">{escape(title)}</text>']
    for x in xs:
        px, py = place(x, ys[0])
        body.append(f'<line x1="{px:.1f}" y1="{py:.1f}" x2="{px:.1f}" y2="{py + 5:.1f}" class="axis"/>')
        body.append(f'<text x="{px:.1f}" y="{py + 20:.1f}" text-anchor="middle">{x:,.10g}</text>')
    for y in ys:
        px, py = place(xs[0], y)
        body.append(f'<line x1="{px:.1f}" y1="{py:.1f}" x2="{WIDTH - RIGHT}" y2="{py:.1f}" class="grid"/>')
        body.append(f'<text x="{px - 8:.1f}" y="{py + 4:.1f}" text-anchor="end">{y:,.10g}</text>')
    body.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{escape(across)}</text>'
    )
    middle = (TOP + HEIGHT - BOTTOM) / 2
    body.append(f'<text transform="translate(18 {middle}) rotate(-90)" text-anchor="middle">{escape(up)}</text>')
    for number, line in enumerate(lines):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in line.points))
        body.append(f'<polyline points="{path}" class="l{number % len(COLOURS)}"/>')
    return _svg(title, [*body, *_legend(lines)])


def _spans(lines: Sequence[Line]) -> tuple[list[float], list[float]]:
    points = [point for line in lines for point in line.points] or [(0.0, 0.0)]
    return ticks(0, max(x for x, _ in points) or 1), ticks(0, max(y for _, y in points) or 1)


def _legend(lines: Sequence[Line]) -> Iterator[str]:
    for number, line in enumerate(lines):
        x = LEFT + 130 * number
        yield f'<line x1="{x}" y1="40" x2="{x + 28}" y2="40" class="l{number % len(COLOURS)}"/>'
        yield f'<text x="{x + 34}" y="44">{escape(line.name)}</text>'


def _svg(title: str, body: Sequence[str]) -> str:
    light = " ".join(
        f".l{i} {{ stroke: {colours[0]}; stroke-dasharray: {DASHES[i] or 'none'}; }}"
        for i, colours in enumerate(COLOURS)
    )
    dark = " ".join(f".l{i} {{ stroke: {colours[1]}; }}" for i, colours in enumerate(COLOURS))
    content = "\n".join(body)
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">
<title>{escape(title)}</title>
<style>
.ground {{ fill: #ffffff; }} text {{ font: 13px sans-serif; fill: #1f2328; }}
.title {{ font-weight: bold; font-size: 15px; }}
.axis {{ stroke: #1f2328; }} .grid {{ stroke: #d0d7de; }}
polyline, .l0, .l1, .l2, .l3 {{ fill: none; stroke-width: 2; }}
{light}
@media (prefers-color-scheme: dark) {{
.ground {{ fill: #0d1117; }} text {{ fill: #e6edf3; }} .axis {{ stroke: #e6edf3; }} .grid {{ stroke: #30363d; }}
{dark}
}}
</style>
<rect width="100%" height="100%" class="ground"/>
{content}
</svg>
"""
