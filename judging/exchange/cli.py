"""The command `judging rank`: from files of scores to a ranking, without server or database."""

from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("scores", type=FILE)
@click.option("--criteria", type=FILE, help="Table of criteria: criterion, weight[, step].")
@click.option("--rules", type=FILE, help="TOML: min, max, method, drop, prizes, ties …")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option(
    "--diagnostics",
    type=click.Choice(["none", "basic", "all"]),
    default="all",
    show_default=True,
    help="What is counted beside the places: nothing; chances, reliability and severity; all.",
)
def rank(
    scores: Path, criteria: Path | None, rules: Path | None, form: str, diagnostics: str
) -> None:
    """Rank entries from SCORES, a CSV or XLSX with entry, juror, criterion, score."""
    from judging.analysis.analyse import analyse
    from judging.analysis.document import whole_document
    from judging.exchange.progress import telling
    from judging.exchange.ranking import FORMS
    from judging.exchange.scores import InvalidFiles, read_files
    from judging.exchange.wording import of_terminal
    from judging.stats.problems import InvalidScores
    from judging.stats.vocabulary import Diagnostics, Stage

    asked = Diagnostics(diagnostics)
    try:
        with telling(of_terminal(), lambda line: click.echo(line, err=True)) as tell:
            tell(Stage.READING)
            frame, chosen, entries = read_files(scores, criteria, rules)
            analysis = analyse(frame, chosen, entries=entries, asked=asked, tell=tell)
    except (InvalidFiles, InvalidScores, OverflowError) as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error
    click.echo(FORMS[form](whole_document(analysis)), nl=False)
