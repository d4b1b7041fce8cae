"""The command `judging routes`: every address, who may call it, and on what."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import click
from flask import Flask
from werkzeug.routing import Rule

from judging.web import languages
from judging.web.access import declared

IMPLIED = {"HEAD", "OPTIONS"}  # Flask answers these by itself


@dataclass(frozen=True, slots=True)
class Route:
    """One address as it is declared."""

    rule: str
    endpoint: str
    methods: Sequence[str]
    who: Sequence[str]
    scope: str  # "site", or "edition": the role is held in the edition that the address names
    demonstration: bool  # exists only in the demonstration
    body: int | None  # bytes a request may bring, where it is more than usual
    impartial: bool  # closed to whoever acts for an office that takes part
    public: bool  # every visitor gets the same: no cookie, no form; caches may keep it
    language: str | None  # of the page, where its address tells it


def routes(app: Flask) -> list[Route]:
    """Return every route of the application, by rule."""
    found = [_route(app, rule, languages.spoken_by(rule)) for rule in app.url_map.iter_rules()]
    return sorted(found, key=lambda route: (route.rule, route.endpoint))


def _route(app: Flask, rule: Rule, language: str | None) -> Route:
    access = declared(app, rule.endpoint)
    assert access is not None  # create_app refuses to start otherwise
    return Route(
        rule=rule.rule,
        endpoint=rule.endpoint,
        methods=sorted((rule.methods or set()) - IMPLIED),
        who=[str(one) for one in access.who],
        scope="edition" if access.edition else "site",
        demonstration=access.demonstration,
        body=access.body,
        impartial=access.impartial,
        public=access.public,
        language=language,
    )


def table(found: Sequence[Route]) -> str:
    """Return the routes as a table for people."""
    rows = [("Address", "Methods", "Who", "Scope", "")]
    for route in found:
        only = "only in the demonstration" if route.demonstration else "impartial" if route.impartial else ""
        rows.append((route.rule, " ".join(route.methods), ", ".join(route.who), route.scope, only))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


@click.command("routes")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def command(as_json: bool) -> None:
    """List every route: address, methods, who may call it, scope."""
    from judging.app import create_app

    found = routes(create_app())
    if as_json:
        click.echo(json.dumps([asdict(route) for route in found], indent=2))
    else:
        click.echo(table(found))
