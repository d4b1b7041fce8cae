"""The command `judging verify`: count a result again from its own pack."""

from pathlib import Path

import click

PACK = click.Path(exists=True, path_type=Path)
MOST_SAID = 40


@click.command()
@click.argument("pack", type=PACK)
def verify(pack: Path) -> None:
    """Count the result of PACK again: the official one exactly, the rest within tolerance."""
    from judging.results.files.verification import differences
    from judging.results.standalone.verify import UnreadableError, read_pack

    try:
        found = differences(read_pack(str(pack)))
    except UnreadableError as error:
        click.echo(f"NIE SPRAWDZONO: {error}.", err=True)
        raise SystemExit(2) from error
    for line in found[:MOST_SAID]:
        click.echo(line, err=True)
    if len(found) > MOST_SAID:
        click.echo(f"… i {len(found) - MOST_SAID} dalszych różnic", err=True)
    if found:
        click.echo(f"NIEZGODNY: różnic: {len(found)}. The pack differs from a recount.", err=True)
        raise SystemExit(1)
    click.echo("ZGODNY: wynik oficjalny dokładnie, reszta w granicach tolerancji. The pack agrees.")
