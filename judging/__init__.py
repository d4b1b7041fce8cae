"""Kapituła: run an awards competition from the call for entries to the announcement.

Nothing else belongs here: ``import judging.stats`` must not pull in Flask. The
application is built in :mod:`judging.app`.
"""

import os

# Before numpy is loaded: our matrices are small, on a busy server threads that wait for each
# other made the analysis three times slower, and the order of a sum must not depend on them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
