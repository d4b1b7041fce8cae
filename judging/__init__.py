"""Kapituła: run an awards competition from the call for entries to the announcement.

Nothing else belongs here: ``import judging.stats`` must not pull in Flask. The
application is built in :mod:`judging.app`.
"""
