"""Dates, quantities, sums, ages and percentages: found in the text, and resolved against the article's date.

`pressgraph.language.values.component` is the pipeline component; the functions here serve other components' rules.
"""

from __future__ import annotations

from pressgraph.language.values.ages import age_of
from pressgraph.language.values.api import amount_in, date_in, ucum, values_in
from pressgraph.language.values.counts import count_of, count_value
from pressgraph.language.values.numerals import number

__all__ = ["age_of", "amount_in", "count_of", "count_value", "date_in", "number", "ucum", "values_in"]
