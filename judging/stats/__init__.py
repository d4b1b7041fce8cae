"""Statistics of scores: pure functions on data frames. No web, no database, no clock.

A frame of scores goes in by :func:`judging.stats.frames.check_scores`; the official table comes out
of :mod:`judging.stats.aggregation`; everything else here is a second opinion and never changes it.
"""
