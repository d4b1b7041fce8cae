"""Reading a file of the register: our own columns, or those of the official TERC file. Pure."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from judging.core.i18n import _
from judging.offices.models import UnitKind
from judging.offices.names import fold

SHIPPED = Path(__file__).parent / "data" / "jst.csv"
OURS = {"teryt", "name", "kind", "powiat", "wojewodztwo"}
TERC = {"WOJ", "POW", "GMI", "RODZ", "NAZWA"}
FIRST_CITY = 61  # powiats from 61 on are cities with powiat rights
KINDS = {"1": UnitKind.URBAN, "2": UnitKind.RURAL, "3": UnitKind.URBAN_RURAL}


class NotARegister(ValueError):  # noqa: N818 -- an answer, not an error
    """The file is no register; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit as the register tells of it."""

    teryt: str
    name: str
    kind: UnitKind
    powiat: str
    voivodeship: str

    @property
    def folded(self) -> str:
        """The name as it is searched."""
        return fold(self.name)


def read(path: Path) -> list[Row]:
    """Read the units of a file, in its order.

    Raises
    ------
    NotARegister
        When the columns are unknown, a kind is, or a code stands twice.
    """
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    lines = csv.DictReader(text.splitlines(), delimiter=delimiter)
    columns = set(lines.fieldnames or ())
    if columns >= OURS:
        rows = [_ours(line) for line in lines]
    elif columns >= TERC:
        rows = _terc(list(lines))
    else:
        raise NotARegister(_("The file has neither our columns nor those of TERC."))
    _refuse_doubles(rows)
    return rows


def _ours(line: Mapping[str, str]) -> Row:
    try:
        kind = UnitKind(line["kind"])
    except ValueError:
        raise NotARegister(_("Unknown kind of unit: %(kind)s", kind=line["kind"])) from None
    return Row(line["teryt"], line["name"], kind, line["powiat"], line["wojewodztwo"])


def _terc(lines: list[dict[str, str]]) -> list[Row]:
    voivodeships = {line["WOJ"]: line["NAZWA"].lower() for line in lines if not line["POW"]}
    powiats = {line["WOJ"] + line["POW"]: line["NAZWA"] for line in lines if line["POW"] and not line["GMI"]}
    found = (_terc_row(line, voivodeships[line["WOJ"]], powiats) for line in lines)
    return [row for row in found if row]


def _terc_row(line: Mapping[str, str], voivodeship: str, powiats: Mapping[str, str]) -> Row | None:
    """Return the unit of a line of TERC; towns and rural parts inside a gmina are none."""
    code = line["WOJ"] + line["POW"]
    if not line["POW"]:
        return Row(code, voivodeship, UnitKind.VOIVODESHIP, "", voivodeship)
    city = int(line["POW"]) >= FIRST_CITY
    if not line["GMI"]:
        return None if city else Row(code, line["NAZWA"], UnitKind.POWIAT, line["NAZWA"], voivodeship)
    if line["RODZ"] not in KINDS:
        return None
    kind = UnitKind.CITY if city else KINDS[line["RODZ"]]
    return Row(code + line["GMI"] + line["RODZ"], line["NAZWA"], kind, powiats[code], voivodeship)


def _refuse_doubles(rows: Iterable[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.teryt in seen:
            raise NotARegister(_("The code %(teryt)s stands twice in the file.", teryt=row.teryt))
        seen.add(row.teryt)
