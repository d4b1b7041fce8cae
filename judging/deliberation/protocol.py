"""The protocol as a document: its data printed in Polish, and the PDF made of them."""

from datetime import datetime
from typing import Any

from judging.documents import compile_pdf
from judging.filters import moment, number
from judging.fingerprints import fingerprint
from judging.i18n import speaking

METHODS = {
    "mean": "średnia ważona kompletnych kart oceny",
    "trimmed": "średnia ważona po odrzuceniu skrajnych kart oceny",
    "median": "mediana kart oceny",
    "majority": "osąd większościowy",
}


def printed(content: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the PDF: the record with dates, numbers and words as people read them."""
    with speaking("pl"):
        meeting = content["meeting"]
        here = sum(row["present"] for row in content["attendance"])
        return {
            **content,
            "title": f"Protokół posiedzenia Kapituły – {content['edition']['name']}",
            "held": moment(datetime.fromisoformat(meeting["held_at"])),
            "made": moment(datetime.fromisoformat(content["made_at"])),
            "here": here,
            "members": len(content["attendance"]),
            "rows": [
                [
                    _place(row),
                    str(row["number"]),
                    row["office"],
                    row["title"],
                    number(row["score"]),
                    str(row["sheets"]),
                ]
                for row in content["ranking"]
            ],
            "method_name": METHODS[content["method"]["method"]],
            "digest": fingerprint(content),
        }


def _place(row: dict[str, Any]) -> str:
    if row["place"] is None:
        return "–"
    return f"{row['place']} =" if row["tied"] else str(row["place"])


def protocol_pdf(content: dict[str, Any]) -> bytes:
    """Return the PDF/UA of a protocol; the same content gives the same bytes."""
    return compile_pdf(
        "protocol", printed(content), dated=datetime.fromisoformat(content["made_at"])
    )
