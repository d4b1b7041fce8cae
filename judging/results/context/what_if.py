"""What the page of "what if" is given, and what its sliders are answered."""

from collections.abc import Mapping

from judging.core.refusals import Refused
from judging.results import what_if
from judging.results.charts import series
from judging.results.context.common import Context, around
from judging.results.scope import Scope
from judging.results.snapshot import Snapshot
from judging.results.text import labels
from judging.results.text.ranking import methods
from judging.results.text.weights import change_of_weights, interval, without_criteria

ASKED_ROWS = 100  # of a question: the leading ones


def question_page(scope: Scope, snapshot: Snapshot, asked: Mapping[str, str], *, sheets_open: bool) -> Context:
    """Return the context of the question that the address asks, and of weights and methods."""
    question = what_if.question(snapshot, asked)
    problem = None
    try:
        answer = what_if.count(snapshot, question)
    except Refused as refusal:
        problem, question = refusal, what_if.official(snapshot)
        answer = what_if.count(snapshot, question)
    return {
        **around(scope, snapshot),
        "document": snapshot.document,
        "question": question,
        "official": what_if.official(snapshot),
        "problem": problem,
        "rows": what_if.rows(snapshot, question, answer, sheets_open=sheets_open)[:ASKED_ROWS],
        "sentence": what_if.sentence(snapshot, question, answer),
        "shares": what_if.shares(question.weights),
        "methods": methods(snapshot.document),
        "choices": what_if.method_choices(),
        "titles": {key: name.title for key, name in snapshot.names.items()},
        "names": series.entry_names(snapshot),
        "weights": series.weights(snapshot),
        "bump": series.bump(snapshot),
        "heads": series.method_heads(),
        "interval": interval,
        "method_name": labels.method_name,
        "winners": series.winners(snapshot),
        "change": change_of_weights(snapshot),
        "without": without_criteria(snapshot),
    }


def answer(snapshot: Snapshot, asked: Mapping[str, str], *, sheets_open: bool) -> Context:
    """Return the answer to the question of the sliders, printed already."""
    question = what_if.question(snapshot, asked)
    counted = what_if.count(snapshot, question)
    return {
        "rows": what_if.rows(snapshot, question, counted, sheets_open=sheets_open)[:ASKED_ROWS],
        "shares": what_if.shares(question.weights),
        "sentence": what_if.sentence(snapshot, question, counted),
    }
