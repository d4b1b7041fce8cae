"""The result pack: everything that is needed to count a result again, and nothing about a juror.

The same record gives the same bytes. Jurors are numbered in the order of their random public
identifiers, so that the numbers say nothing and a recount meets the sheets in the same order.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from judging.core.cells import csv_text
from judging.results.snapshot import Snapshot

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 1
STANDALONE = Path(__file__).parents[1] / "standalone"
LEFT_OUT = ("jurors", "sheets", "order_trend")  # of the analysis: figures about single jurors
LIBRARIES = ("numpy", "pandas", "scipy")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which result this is: names for people, and the fingerprint of the rules as published."""

    competition: str
    edition: str
    slug: str
    year: int
    round: str
    rules_digest: str | None
    area: str = ""  # of which this is the ranking; empty: of the whole round


def result_pack(snapshot: Snapshot, occasion: Occasion) -> bytes:
    """Return the ZIP of a result."""
    scores = pseudonymous(snapshot.scores)
    files = {
        "README.txt": _readme(snapshot, occasion),
        "about.json": _json(_about(snapshot, occasion, scores)),
        "entries.csv": _entries(snapshot),
        "ranking.json": _json(public_document(snapshot)),
        "rules.json": _json(snapshot.rules.to_dict() | {"titles": snapshot.criteria}),
        "scores.csv": _scores(scores, snapshot),
        "verify.py": (STANDALONE / "verify.py").read_bytes(),
    }
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in files)
    return _zipped(files | {"SHA256SUMS": sums.encode()})


def public_document(snapshot: Snapshot) -> dict[str, Any]:
    """Return the analysis without anything that speaks of a single juror."""
    document = snapshot.for_room().document
    return {name: value for name, value in document.items() if name not in LEFT_OUT}


def pseudonymous(scores: "pd.DataFrame") -> "pd.DataFrame":
    """Return the scores, sorted, with jurors called J01, J02 and so on."""
    columns = ["entry", "juror", "criterion"]
    plain = scores[[*columns, "steps"]].astype(dict.fromkeys(columns, str))
    jurors = sorted(set(plain["juror"]))
    width = max(2, len(str(len(jurors))))
    names = {juror: f"J{number:0{width}d}" for number, juror in enumerate(jurors, 1)}
    plain["juror"] = plain["juror"].map(names).astype(str)
    return plain.sort_values(columns, ignore_index=True)


def _about(snapshot: Snapshot, occasion: Occasion, scores: "pd.DataFrame") -> dict[str, Any]:
    from judging.analysis.fingerprint import input_sha256, seed_of

    record = snapshot.document["input_sha256"]
    frozen = snapshot.frozen
    return {
        "format": FORMAT,
        **asdict(occasion),
        "frozen_at": frozen.at.isoformat() if frozen else None,
        "ranking_sha256": frozen.digest if frozen else None,
        "input_sha256": record,
        "seed": str(seed_of(record)),  # as text: more than a double can hold
        "pack_sha256": input_sha256(scores, snapshot.rules),
        "counts": {"entries": len(snapshot.rows), "scores": len(scores)},
        "software": {
            "judging": snapshot.document["version"],
            **{name: version(name) for name in LIBRARIES},
        },
    }


def _readme(snapshot: Snapshot, occasion: Occasion) -> bytes:
    text = (STANDALONE / "README.txt").read_text(encoding="utf-8")
    names = {field.name: csv_text(getattr(occasion, field.name)) for field in fields(occasion)}
    frozen = snapshot.frozen
    names["of"] = f", obszar: {names['area']}" if occasion.area else ""
    state = f"utrwalony {frozen.at:%Y-%m-%d %H:%M} UTC" if frozen else "bieżący, nieutrwalony"
    return Template(text).substitute(names, state=state).encode()


def _scores(scores: "pd.DataFrame", snapshot: Snapshot) -> bytes:
    from judging.stats.printing import plain

    unit = snapshot.rules.unit
    points = {steps: plain(steps * unit) for steps in set(scores["steps"].tolist())}
    columns = ("entry", "juror", "criterion")
    labels = (scores[name].tolist() for name in columns)
    values = [points[steps] for steps in scores["steps"].tolist()]
    return _csv((*columns, "score"), zip(*labels, values, strict=True))


def _entries(snapshot: Snapshot) -> bytes:
    named = (snapshot.names[row["entry"]] for row in snapshot.rows)
    ordered = sorted(named, key=lambda name: name.id)
    heading = ("entry", "number", "office", "title", "area")
    return _csv(
        heading,
        ((n.id, n.number, *map(csv_text, (n.office, n.title, n.area))) for n in ordered),
    )


def _csv(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Write a table: commas, decimal points, UTF-8 with the mark that Excel looks for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _json(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr = 3, 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(member, content)
    return out.getvalue()
