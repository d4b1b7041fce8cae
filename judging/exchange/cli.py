"""The command `judging rank`: from files of scores to a ranking, without server or database."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from judging.exchange.asked import Asked
    from judging.exchange.wording import Wording

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("scores", type=FILE)
@click.option("--criteria", type=FILE, help="Table of criteria: criterion, weight[, step].")
@click.option("--rules", type=FILE, help="TOML: min, max, method, drop, best, prizes, ties …")
@click.option(
    "--columns",
    multiple=True,
    metavar="KEY=HEADING,…",
    help="What columns are: entry, juror, criterion, score, status; criteria, jurors, entries or "
    'ignore with several: "entry=paper,criteria=Novelty+Reach". juror=- : each row is the sheet of '
    "somebody unnamed; juror=@sheet: the workbook has a sheet a juror.",
)
@click.option(
    "--wide",
    type=click.Choice(["criteria", "jurors", "entries"]),
    help="What the columns of scores stand for.",
)
@click.option("--sheet", multiple=True, help="Read this sheet of the workbook only; repeatable.")
@click.option("--skip-rows", metavar="N,…", default="", help="Rows that are no data.")
@click.option("--merge-labels", is_flag=True, help="Join spellings of one label.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option("--language", type=click.Choice(["pl", "en"]), help="Default: the terminal's.")
@click.option(
    "--diagnostics",
    type=click.Choice(["none", "basic", "all"]),
    default="all",
    show_default=True,
    help="What is counted beside the places: nothing; chances, reliability and severity; all.",
)
def rank(
    scores: Path,
    criteria: Path | None,
    rules: Path | None,
    form: str,
    language: str | None,
    diagnostics: str,
    **how: Any,
) -> None:
    """Rank entries from SCORES, a CSV or XLSX with entry, juror, criterion, score.

    Other layouts are read where they are plain: a row a sheet with a column a criterion, a row an
    entry with a column a juror, one overall score. How the file was read is said before the result.
    """
    from judging.analysis.analyse import analyse
    from judging.analysis.document import whole_document
    from judging.exchange.alphabet import in_alphabet
    from judging.exchange.progress import telling
    from judging.exchange.ranking import FORMS
    from judging.exchange.scores import InvalidFiles, read_all
    from judging.exchange.telling import note_lines, problem_lines
    from judging.exchange.wording import in_language
    from judging.stats.problems import InvalidScores
    from judging.stats.vocabulary import Diagnostics, Stage

    wording = in_language(language)
    asked = _asked(wording, **how)
    try:
        with telling(wording, lambda line: click.echo(line, err=True)) as tell:
            tell(Stage.READING)
            read = read_all(scores, criteria, rules, asked)
            for line in note_lines(read.notes, wording):
                click.echo(line, err=True)
            counted = Diagnostics(diagnostics)
            analysis = analyse(read.scores, read.rules, entries=read.entries, asked=counted, tell=tell)
    except InvalidFiles as error:
        lines = [*note_lines(error.notes, wording), *problem_lines(error.problems, wording)]
        raise _refusal(lines) from error
    except InvalidScores as error:
        found = [(scores, problem) for problem in error.problems]
        raise _refusal(problem_lines(found, wording)) from error
    except OverflowError as error:
        said = wording.gettext("The scores are too large or too fine to be compared exactly.")
        raise _refusal([said]) from error
    click.echo(FORMS[form](in_alphabet(whole_document(analysis)), wording), nl=False)


def _refusal(lines: list[str]) -> SystemExit:
    """Say on stderr why there is no ranking."""
    click.echo("\n".join(lines), err=True)
    return SystemExit(2)


def _asked(
    wording: "Wording",
    columns: tuple[str, ...],
    wide: str | None,
    sheet: tuple[str, ...],
    skip_rows: str,
    *,
    merge_labels: bool,
) -> "Asked":
    """Read the options that say how the file of scores is to be read."""
    from judging.exchange.asked import Asked, Wide, read_columns

    try:
        named = read_columns(",".join(columns)) if columns else {}
    except ValueError as error:
        said = wording.gettext("Write it like this: %(example)s", example="entry=paper,score=rating")
        raise click.BadParameter(said, param_hint="--columns") from error
    rows = frozenset(filter(None, (row.strip() for row in skip_rows.split(","))))
    return Asked(
        **named,  # type: ignore[arg-type]
        wide=Wide(wide) if wide else None,
        sheets=sheet,
        skip_rows=rows,
        merge_labels=merge_labels,
    )
