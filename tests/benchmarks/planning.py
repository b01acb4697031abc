"""How many machines, hours, bytes and how much money an archive takes, from measured rates.

``python -m tests.benchmarks.planning --words-per-second 1000`` prints Markdown: hours by number of cores, storage by
kind of output, and the sums of an example. The figures of bytes and statements are those of 200 generated articles of
305 words (61,000 words) with the model that the package ships; real articles repeat themselves less, so that they
pack less well: measure a sample of your own and give its figures. All prices are examples.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

CORES = (1, 10, 100, 1000)
TERA = 10**12
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Kind:
    """What a word of input becomes: statements, and bytes as gzipped N-Quads, as Parquet and in an embedded store."""

    name: str
    statements: float
    packed: float
    parquet: float
    stored: float


WORDS = 60_898
KINDS = (
    Kind("everything", 217_560 / WORDS, 2_349_110 / WORDS, 1_262_058 / WORDS, 247_981_049 / WORDS),
    Kind("`--no-provenance`", 79_212 / WORDS, 976_730 / WORDS, 565_212 / WORDS, 105_336_098 / WORDS),
    Kind("`--no-provenance --profile publish`", 42_438 / WORDS, 525_996 / WORDS, 339_859 / WORDS, 56_239_671 / WORDS),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """An archive and its rates: ``rate`` in words a second and core, ``overhead`` in seconds a part, ``lost`` the
    share of work done twice after deaths of machines, ``hour`` and ``month`` prices of a core-hour and a TB-month."""

    articles: int
    words: int
    rate: float
    parts: int
    overhead: float
    lost: float
    hour: float
    month: float

    @property
    def total(self) -> int:
        """Words in all."""
        return self.articles * self.words

    @property
    def core_hours(self) -> float:
        """Of all cores together.

        >>> round(Plan(10**6, 360, 1000.0, 100, 0.0, 0.0, 0.0, 0.0).core_hours)
        100
        """
        return (self.total / self.rate * (1 + self.lost) + self.parts * self.overhead) / _HOUR

    def hours(self, cores: int) -> float:
        """From beginning to end: the last part of each core may be a whole one."""
        return self.core_hours / cores + self.part_minutes / 60 * (cores > 1)

    @property
    def part_minutes(self) -> float:
        """What one part takes, which is what a death costs at most."""
        return self.total / self.rate / self.parts / 60


def table(plan: Plan) -> list[str]:
    """The Markdown."""
    lines = ["| cores | hours | days |", "| ---: | ---: | ---: |"]
    lines += [f"| {cores:,} | {plan.hours(cores):,.0f} | {plan.hours(cores) / 24:,.1f} |" for cores in CORES]
    lines += [
        "",
        f"{plan.total:,} words; {plan.core_hours:,.0f} core-hours; {plan.parts:,} parts of "
        f"{plan.articles / plan.parts:,.0f} articles and {plan.part_minutes:,.0f} minutes each.",
        "",
        "| output | statements | gzipped N-Quads, TB | Parquet, TB | embedded store, TB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for kind in KINDS:
        sizes = (f"{plan.total * each / TERA:,.2f}" for each in (kind.packed, kind.parquet, kind.stored))
        lines.append(f"| {kind.name} | {plan.total * kind.statements:,.0f} | {' | '.join(sizes)} |")
    work, place = plan.core_hours * plan.hour, plan.total * KINDS[0].packed / TERA * plan.month
    lines += [
        "",
        f"cost = {plan.core_hours:,.0f} core-hours x {plan.hour:g} + {plan.total * KINDS[0].packed / TERA:,.2f} TB x "
        f"{plan.month:g} a month = {work:,.0f} + {place:,.0f} a month (example prices)",
    ]
    return lines


def main() -> None:
    """Print the plan."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000_000)
    parser.add_argument("--words", type=int, default=400, help="mean words of an article")
    parser.add_argument("--words-per-second", type=float, required=True, help="of one core, measured")
    parser.add_argument("--parts", type=int, default=20_000)
    parser.add_argument("--overhead", type=float, default=0.1, help="seconds a part, of scheduler and files")
    parser.add_argument("--lost", type=float, default=0.02, help="share of work done twice, after deaths of machines")
    parser.add_argument("--core-hour", type=float, default=0.04, help="an example price")
    parser.add_argument("--tb-month", type=float, default=25.0, help="an example price")
    a = parser.parse_args()
    plan = Plan(a.articles, a.words, a.words_per_second, a.parts, a.overhead, a.lost, a.core_hour, a.tb_month)
    print("\n".join(table(plan)))


if __name__ == "__main__":
    main()
