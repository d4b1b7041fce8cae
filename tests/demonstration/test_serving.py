"""`judging demo --serve`: what has just been filled is served whole."""

import http.client
import os
import re
import socket
import subprocess
import sys

from tests.conftest import SECRET

PATIENCE = 60  # seconds, for a demonstration of three entries and for a document


def test_a_sealed_demonstration_makes_documents_in_the_process_that_serves_it(tmp_path):
    settings = {"JUDGING_ENV": "demonstration", "JUDGING_DATA_DIR": str(tmp_path), "JUDGING_SECRET_KEY": SECRET}
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    small = ["--phase", "sealed", "--entries", "6", "--jurors", "5", "--criteria", "2"]
    call = ["demo", *small, "--serve", "--listen", f"127.0.0.1:{port}"]
    served = subprocess.Popen(
        [sys.executable, "-c", "from judging.cli import main; main()", *call],
        env=os.environ | settings | {"JUDGING_BASE_URL": f"http://127.0.0.1:{port}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert any(line.startswith("Serving ") for line in served.stdout)
        address = re.search(r"/editions/[a-z0-9-]+/", _answer(port, "/")[1].decode())[0]

        status, document = _answer(port, f"{address}rules.pdf")

        assert (status, document[:5]) == (200, b"%PDF-")
    finally:
        served.kill()
        served.communicate(timeout=PATIENCE)


def _answer(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found
