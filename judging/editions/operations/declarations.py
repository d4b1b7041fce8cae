"""What an office declares with its entry is changed: a wording that offices may have read stays as it was."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.refusals import Clash
from judging.editions.declarations import Wording, standing
from judging.editions.models import Declaration, DeclarationKind, Edition
from judging.editions.operations.versions import raise_version
from judging.editions.rules import changes
from judging.editions.wording import DECLARATION_KINDS


def change_declarations(
    session: Session,
    edition: Edition,
    wanted: Mapping[DeclarationKind, Wording],
    *,
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Write the declarations; once the rules are public a new wording is a new version, and the old one stays."""
    if refusal := changes.why_not_change_declarations(edition, at):
        raise refusal
    kept = {one.kind: one for one in standing(edition)}
    stored = {kind: Wording(one.text, one.signed_file) for kind, one in kept.items()}
    changed = [kind for kind in DeclarationKind if wanted.get(kind) != stored.get(kind)]
    if version != edition.version:
        rows = [(DECLARATION_KINDS[kind], wanted.get(kind, ""), stored.get(kind, "")) for kind in changed]
        raise Clash(rows, edition.version)
    if not changed:
        return
    for kind in changed:
        _write(edition, kind, wanted.get(kind), kept.get(kind), at)
    raise_version(edition)
    record(session, Action.SETTINGS_CHANGED, edition, by=by, at=at, edition_id=edition.id, changed=["declarations"])


def _write(
    edition: Edition, kind: DeclarationKind, wanted: Wording | None, kept: Declaration | None, at: datetime
) -> None:
    if kept and wanted and edition.rules_frozen_at is None:  # nobody has read it yet
        kept.text, kept.signed_file = wanted.text, wanted.signed_file
        return
    former = [one for one in edition.declarations if one.kind is kind]
    for one in former:
        one.withdrawn_at = one.withdrawn_at or at
    if wanted:
        number = max((one.number for one in former), default=0) + 1
        edition.declarations.append(
            Declaration(kind=kind, number=number, text=wanted.text, signed_file=wanted.signed_file)
        )
