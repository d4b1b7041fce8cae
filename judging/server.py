"""The command `judging serve`: waitress, one process, which stands slow clients."""

import gc
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from flask import Flask

LISTEN = "127.0.0.1:8000"
THREADS = 8


@click.command()
@click.option("--listen", default=LISTEN, show_default=True, help="Address and port.")
def serve(listen: str) -> None:
    """Serve the pages."""
    from judging import deploy
    from judging.app import create_app

    app = create_app()
    deploy.refuse_critical(app)
    run(app, listen)


def run(app: "Flask", listen: str = LISTEN) -> None:
    """Serve an application until it is stopped."""
    from waitress import serve as wait

    from judging.core import logs

    logs.configure()
    gc.collect()
    gc.freeze()  # what the application is made of is never garbage; looking again costs each request
    gc.set_threshold(10_000, 20, 20)
    host = urlsplit(f"//{listen}").hostname
    click.echo(f"Serving {app.config['BASE_URL']} (listening on {host}); stop with Ctrl+C.")
    wait(app, listen=listen, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True)
