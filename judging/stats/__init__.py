"""Statistics of scores: pure functions on data frames. No web, no database, no clock.

A frame of scores (``entry``, ``juror``, ``criterion``, ``steps``) goes in by
:func:`judging.stats.frames.check_scores`; the official table comes out of
:func:`judging.stats.aggregation.official_table`; everything else is a second opinion and never
changes it. Most second opinions take *sheets* (``entry``, ``juror``, ``points``), which
:func:`judging.stats.sheets.sheet_totals` and :func:`judging.stats.sheets.sheet_points` make of
scores, and every function that needs chance takes an ``rng``.

======================================= ==========================================================
You want                                Look into
======================================= ==========================================================
scores checked, every error at once     `frames` (`problems` for the errors, `rules` for the rules)
the official table, ties broken         `aggregation` (`methods`, `ties`, `rungs`, `printing`)
severity, adjusted scores, residuals    `severity` (`additive_fit`)
variance components by REML             `mixed`
chances and bands of places             `uncertainty`
stability, leave one juror out          `library.stability`
confidence sets for ranks               `library.rank_confidence` (`library.covariances`)
the largest of given normal values      `library.first_of_normals`
ICC, G study, reliability of a panel    `agreement` (`intraclass`)
Kendall's W, a juror against the rest   `concordance`; Durbin's test in `library.blocks`
Krippendorff's alpha                    `alpha`
use of the scale, order trend; z-scores `scale_use`; `library.z_scores`
weights: intervals, effective; what-if  `sensitivity`; `library.other_weights`
the least change; who can never win     `weight_change`; `library.never_first`
weights drawn at random (SMAA)          `smaa`
Borda, Copeland, Schulze; Kemeny        `library.ballots`, `library.kemeny`
plurality, instant run-off, STV         `library.elections`
Bradley and Terry; count-back           `library.pairs`; `library.countback`
dealing entries; by expertise; by cost  `dealing`; `expertise`; `library.least_cost`
what a plan of assignment is worth      `plan_quality`
the order in which each juror reads     `orders`
every limit that raises a flag          `thresholds`
======================================= ==========================================================

Examples
--------
>>> from fractions import Fraction
>>> import pandas as pd
>>> from judging.stats.aggregation import official_table
>>> from judging.stats.frames import check_scores
>>> from judging.stats.rules import CriterionRule, ScoringRules
>>> rules = ScoringRules((CriterionRule("effects"),), Fraction(0), Fraction(10), min_sheets=1)
>>> rows = [("A", "Ewa", "effects", 7), ("A", "Jan", "effects", 8), ("B", "Ewa", "effects", 9)]
>>> scores = pd.DataFrame(rows, columns=["entry", "juror", "criterion", "steps"])
>>> official_table(check_scores(scores, rules), rules)[["place", "printed"]].to_dict("index")
{'B': {'place': 1, 'printed': '9.00'}, 'A': {'place': 2, 'printed': '7.50'}}
"""
