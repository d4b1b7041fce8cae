"""The command `judging serve`: waitress, one process, which stands slow clients."""

from urllib.parse import urlsplit

import click

THREADS = 8


@click.command()
@click.option("--listen", default="127.0.0.1:8000", show_default=True, help="Address and port.")
def serve(listen: str) -> None:
    """Serve the pages."""
    from waitress import serve as wait

    from judging.app import create_app

    app = create_app()
    host = urlsplit(f"//{listen}").hostname
    click.echo(f"Serving {app.config['BASE_URL']} (listening on {host}); stop with Ctrl+C.")
    wait(app, listen=listen, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True)
