"""What the page of the rules prints; the preview of the freeze prints the very same (pure)."""

from collections.abc import Mapping, Sequence
from typing import Any

from judging.analysis.words import RUNGS_IN_EDITIONS, method_in_rules
from judging.core import richtext
from judging.core.i18n import _, ngettext
from judging.editions import rulebook
from judging.editions.models import Edition, Partner, PartnerKind
from judging.editions.parts import comments, qualifying
from judging.editions.wording import PARTNER_KINDS


def rules_context(edition: Edition) -> dict[str, Any]:
    """Return what the page of the rules prints."""
    rules = rulebook.current(edition)
    return {
        "edition": edition,
        "rules": rules,
        "shares": rulebook.shares({row["key"]: row["weight"] for row in rules["criteria"]}),
        "fingerprint": edition.rules_digest or rulebook.fingerprint(rules),
        "blocks": richtext.blocks(rules["text"]),
        "methods": {row["position"]: method_in_rules(_, row) for row in rules["rounds"] if not rulebook.qualifies(row)},
        "qualifying": {
            row["position"]: qualifying.in_words(
                qualifying.rule_in(row),
                reason_on_no=row["no_needs_reason"],
                never_below=row.get("never_below_min", False),
            )
            for row in rules["rounds"]
            if rulebook.qualifies(row)
        },
        "ladder": {rung: _(said) for rung, said in RUNGS_IN_EDITIONS.items()},
        "partners": partners_by_kind(edition.partners),
        "entries_of_one": entries_of_one(rules),
        "comments_seen": comments.in_rules(rules),
    }


def entries_of_one(rules: Mapping[str, Any]) -> str:
    """Say how many entries one office may have; "" where the rules say nothing of it."""
    most = rules.get("entries_per_office")
    if not most:
        return ""
    return ngettext(
        "One office may have at most %(num)d entry in this edition. Drafts count as well; withdrawn entries do not.",
        "One office may have at most %(num)d entries in this edition. Drafts count as well; withdrawn entries do not.",
        most,
    )


def partners_by_kind(partners: Sequence[Partner]) -> Mapping[str, list[Partner]]:
    """Return the partners under the name of their kind, in the order of the kinds."""
    grouped = {kind: [p for p in partners if p.kind is kind] for kind in PartnerKind}
    return {str(PARTNER_KINDS[kind]): found for kind, found in grouped.items() if found}
