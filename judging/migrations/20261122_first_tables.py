"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

# read by Alembic
revision: str = "1795319262"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = ("default",)
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        "audit_chain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_chain")),
        sa.UniqueConstraint("name", name=op.f("uq_audit_chain_name")),
    )
    op.create_table(
        "competition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organiser", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competition")),
        sa.UniqueConstraint("slug", name=op.f("uq_competition_slug")),
    )
    op.create_table(
        "public_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("protocol_digest", sa.String(length=64), nullable=True),
        sa.Column("rules_digest", sa.String(length=64), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("announced_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_edition")),
        sa.UniqueConstraint("slug", name=op.f("uq_public_edition_slug")),
    )
    with op.batch_alter_table("public_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_edition_year"), ["year"], unique=False)

    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_account", ["account", "at"], unique=False)
        batch_op.create_index("ix_sign_in_attempt_network", ["network", "at"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teryt", sa.String(length=7), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "województwo",
                "powiat",
                "miasto na prawach powiatu",
                "gmina miejska",
                "gmina miejsko-wiejska",
                "gmina wiejska",
                name="unitkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("powiat", sa.String(length=80), nullable=False),
        sa.Column("voivodeship", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("teryt", name=op.f("uq_unit_teryt")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_folded"), ["folded"], unique=False)

    op.create_table(
        "used_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_form")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_used_form_token_hash")),
    )
    with op.batch_alter_table("used_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_used_form_used_at"), ["used_at"], unique=False)

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("deactivated_at", sa.DateTime(), nullable=True),
        sa.Column("totp_secret", sa.String(length=64), nullable=True),
        sa.Column("totp_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("passkeys_since", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_public_id")),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["chain_id"], ["audit_chain.id"], name=op.f("fk_audit_checkpoint_chain_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoint")),
    )
    with op.batch_alter_table("audit_checkpoint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_checkpoint_chain_id"), ["chain_id"], unique=False)

    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("details_digest", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_audit_event_by_id")),
        sa.ForeignKeyConstraint(["chain_id"], ["audit_chain.id"], name=op.f("fk_audit_event_chain_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("chain_id", "number", name=op.f("uq_audit_event_chain_id_number")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_subject"), ["subject"], unique=False)

    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("rules_text", sa.String(), nullable=False),
        sa.Column("event_name", sa.String(length=200), nullable=False),
        sa.Column("event_place", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("contact_phone", sa.String(length=40), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.Column("corrections_until", sa.DateTime(), nullable=False),
        sa.Column("announcement_at", sa.DateTime(), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("sheets_open_to_jury", sa.Boolean(), nullable=False),
        sa.Column(
            "comments_seen",
            sa.Enum("named", "nameless", "after-seal", "nobody", name="commentsseen", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("retention_months", sa.Integer(), nullable=False),
        sa.Column("reminder_days", sa.JSON(), nullable=False),
        sa.Column("entries_per_office", sa.Integer(), nullable=False),
        sa.Column("office_space_mb", sa.Integer(), nullable=False),
        sa.Column("edition_space_mb", sa.Integer(), nullable=False),
        sa.Column(
            "practice_round",
            sa.Enum("none", "offered", "first", name="practiceround", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("rules_frozen_at", sa.DateTime(), nullable=True),
        sa.Column("rules_digest", sa.String(length=64), nullable=True),
        sa.Column("rulebook", sa.JSON(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.Column("announced_at", sa.DateTime(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(rules_frozen_at IS NULL) = (rules_digest IS NULL)",
            name=op.f("ck_edition_frozen_whole"),
        ),
        sa.CheckConstraint("entries_per_office >= 0", name=op.f("ck_edition_entries_counted")),
        sa.CheckConstraint(
            "office_space_mb >= 0 AND edition_space_mb >= 0",
            name=op.f("ck_edition_space_counted"),
        ),
        sa.CheckConstraint("closes_at <= corrections_until", name=op.f("ck_edition_corrections_last")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_edition_opens_first")),
        sa.ForeignKeyConstraint(["competition_id"], ["competition.id"], name=op.f("fk_edition_competition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("slug", name=op.f("uq_edition_slug")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=80), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("failed_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("withdrawn_at IS NULL OR sent_at IS NULL", name=op.f("ck_message_one_end")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_message_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("occasion", "to", "template", name=op.f("uq_message_occasion_to_template")),
        sa.UniqueConstraint("public_id", name=op.f("uq_message_public_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index("ix_message_waiting", ["sent_at", "next_attempt_at"], unique=False)

    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("e_delivery", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_office_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("public_id", name=op.f("uq_office_public_id")),
        sa.UniqueConstraint("unit_id", name=op.f("uq_office_unit_id")),
    )
    op.create_table(
        "one_use_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("confirm", "reset", "invitation", name="purpose", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_one_use_token_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_use_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_use_token_token_hash")),
    )
    with op.batch_alter_table("one_use_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_use_token_user_id"), ["user_id"], unique=False)

    op.create_table(
        "public_practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["public_edition.id"], name=op.f("fk_public_practice_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_practice")),
        sa.UniqueConstraint("public_id", name=op.f("uq_public_practice_public_id")),
    )
    with op.batch_alter_table("public_practice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_practice_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_recovery_code_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("user_id", "code_hash", name=op.f("uq_recovery_code_user_id_code_hash")),
    )
    op.create_table(
        "factor_recovery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("by_administrator", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("user_id <> asked_by_id", name=op.f("ck_factor_recovery_not_own")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_factor_recovery_asked_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_factor_recovery_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_recovery")),
        sa.UniqueConstraint("user_id", name=op.f("uq_factor_recovery_user_id")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_passkey_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
        sa.UniqueConstraint("public_id", name=op.f("uq_passkey_public_id")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index("ix_passkey_user", ["user_id"], unique=False)

    op.create_table(
        "spent_challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent_challenge")),
        sa.UniqueConstraint("challenge_hash", name=op.f("uq_spent_challenge_challenge_hash")),
    )
    with op.batch_alter_table("spent_challenge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spent_challenge_at"), ["at"], unique=False)

    op.create_table(
        "address_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_address_claim_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_claim")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_address_claim_token_hash")),
        sa.UniqueConstraint("user_id", "email", name=op.f("uq_address_claim_user_id_email")),
    )
    op.create_table(
        "other_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_other_address_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_address")),
        sa.UniqueConstraint("email", name=op.f("uq_other_address_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_other_address_public_id")),
    )
    with op.batch_alter_table("other_address", schema=None) as batch_op:
        batch_op.create_index("ix_other_address_user", ["user_id"], unique=False)

    op.create_table(
        "user_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("second_factor_at", sa.DateTime(), nullable=True),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index("ix_user_session_user", ["user_id", "ended_at"], unique=False)

    op.create_table(
        "annex",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rulebook", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_annex_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_annex_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annex")),
        sa.UniqueConstraint("public_id", name=op.f("uq_annex_public_id")),
    )
    with op.batch_alter_table("annex", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_annex_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "anchor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_anchor_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint("public_id", name=op.f("uq_anchor_public_id")),
    )
    with op.batch_alter_table("anchor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anchor_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_area_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_area_edition_id_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_area_public_id")),
    )
    op.create_table(
        "audit_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("fk_audit_detail_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_detail")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_detail_event_id")),
    )
    op.create_table(
        "award_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_accusative", sa.String(length=120), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("per_area", sa.Boolean(), nullable=False),
        sa.Column("ex_aequo_counts_once", sa.Boolean(), nullable=False),
        sa.Column("minimal_score", sa.String(length=12), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_award_kind_quantity")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_award_kind_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_kind")),
        sa.UniqueConstraint("edition_id", "position", name=op.f("uq_award_kind_edition_id_position")),
        sa.UniqueConstraint("public_id", name=op.f("uq_award_kind_public_id")),
    )
    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("comment_required", sa.Boolean(), nullable=False),
        sa.Column("answered_in", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_criterion_weight")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_criterion_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_criterion_edition_id_key")),
    )
    op.create_table(
        "declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "authority",
                "truth",
                "licence",
                "privacy",
                name="declarationkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("signed_file", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_declaration_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint("edition_id", "kind", "number", name=op.f("uq_declaration_edition_id_kind_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_declaration_public_id")),
    )
    op.create_table(
        "desk_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("before", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_desk_visit_edition_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_desk_visit_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_visit")),
        sa.UniqueConstraint("edition_id", "user_id", name=op.f("uq_desk_visit_edition_id_user_id")),
    )
    op.create_table(
        "english_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("english", sa.String(), nullable=False),
        sa.CheckConstraint("english <> ''", name=op.f("ck_english_wording_worded")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_english_wording_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_english_wording")),
        sa.UniqueConstraint("edition_id", "place", name=op.f("uq_english_wording_edition_id_place")),
    )
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_extension_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_extension_edition_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_extension_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
        sa.UniqueConstraint("edition_id", "office_id", name=op.f("uq_extension_edition_id_office_id")),
    )
    op.create_table(
        "form_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "line",
                "text",
                "number",
                "date",
                "choice",
                "choices",
                "link",
                "yes-no",
                "file",
                "heading",
                name="fieldkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("help", sa.String(), nullable=False),
        sa.Column("example", sa.String(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("word_limit", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("asked_if", sa.String(length=40), nullable=False),
        sa.Column("asked_if_answer", sa.String(length=200), nullable=False),
        sa.Column("for_jury", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("(asked_if = '') = (asked_if_answer = '')", name=op.f("ck_form_field_asked_if_whole")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_form_field_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_field")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_form_field_edition_id_key")),
    )
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "honorary",
                "substantive",
                "international",
                "business",
                "community",
                "media",
                name="partnerkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("logo_sha256", sa.String(length=64), nullable=True),
        sa.Column("logo_width", sa.Integer(), nullable=False),
        sa.Column("logo_height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_partner_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "taken_away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("criterion", "award", "question", "round", name="part", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_taken_away_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_away")),
        sa.UniqueConstraint("public_id", name=op.f("uq_taken_away_public_id")),
    )
    with op.batch_alter_table("taken_away", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taken_away_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("published", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name=op.f("ck_question_answered_whole")),
        sa.CheckConstraint("answered_at IS NULL OR set_aside_at IS NULL", name=op.f("ck_question_one_end")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_question_asked_by_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["user.id"], name=op.f("fk_question_closed_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_question_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("public_id", name=op.f("uq_question_public_id")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "public_award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("award", sa.String(length=120), nullable=False),
        sa.Column("award_accusative", sa.String(length=120), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("teryt", sa.String(length=7), nullable=True),
        sa.Column("voivodeship", sa.String(length=40), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["public_edition.id"], name=op.f("fk_public_award_edition_id")),
        sa.ForeignKeyConstraint(["practice_id"], ["public_practice.id"], name=op.f("fk_public_award_practice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_award")),
        sa.UniqueConstraint("edition_id", "position", name=op.f("uq_public_award_edition_id_position")),
        sa.UniqueConstraint("public_id", name=op.f("uq_public_award_public_id")),
    )
    op.create_table(
        "representative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(length=120), nullable=False),
        sa.Column("may", sa.Enum("see", "edit", "submit", name="right", native_enum=False, length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("approved_at IS NULL OR refused_at IS NULL", name=op.f("ck_representative_one_answer")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_representative_decided_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_representative_office_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_representative_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representative")),
        sa.UniqueConstraint("office_id", "user_id", name=op.f("uq_representative_office_id_user_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_representative_public_id")),
    )
    with op.batch_alter_table("representative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_representative_user_id"), ["user_id"], unique=False)

    op.create_table(
        "colleague_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("may", sa.Enum("see", "edit", "submit", name="right", native_enum=False, length=32), nullable=False),
        sa.Column("with_entry", sa.Boolean(), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("accepted_at IS NULL OR ended_at IS NULL", name=op.f("ck_colleague_invitation_one_answer")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["user.id"], name=op.f("fk_colleague_invitation_invited_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_colleague_invitation_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_colleague_invitation_public_id")),
    )
    with op.batch_alter_table("colleague_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_colleague_invitation_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_colleague_invitation_office_id"), ["office_id"], unique=False)

    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("scored", "qualifying", name="roundkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("low", sa.String(length=12), nullable=False),
        sa.Column("high", sa.String(length=12), nullable=False),
        sa.Column(
            "method",
            sa.Enum("mean", "trimmed", "median", "majority", name="method", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("drop_low", sa.Integer(), nullable=False),
        sa.Column("drop_high", sa.Integer(), nullable=False),
        sa.Column(
            "drop_per", sa.Enum("sheet", "criterion", name="dropped", native_enum=False, length=32), nullable=False
        ),
        sa.Column("min_sheets", sa.Integer(), nullable=False),
        sa.Column("exclude_below_min", sa.Boolean(), nullable=False),
        sa.Column("never_below_min", sa.Boolean(), nullable=False),
        sa.Column("ties", sa.JSON(), nullable=False),
        sa.Column("rank_on", sa.Integer(), nullable=True),
        sa.Column(
            "yes_rule",
            sa.Enum("at-least", "majority", "all", name="yesrule", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("yes_needed", sa.Integer(), nullable=False),
        sa.Column("no_needs_reason", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("receipts_root", sa.String(length=64), nullable=True),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_round_opens_first")),
        sa.CheckConstraint("yes_needed BETWEEN 1 AND min_sheets OR kind = 'scored'", name=op.f("ck_round_yes_needed")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["user.id"], name=op.f("fk_round_closed_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_round_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("edition_id", "position", name=op.f("uq_round_edition_id_position")),
        sa.UniqueConstraint("public_id", name=op.f("uq_round_public_id")),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "secretary",
                "chair",
                "deputy-chair",
                "juror",
                "substitute",
                "clerk",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stands_for_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("conflicts_declared_at", sa.DateTime(), nullable=True),
        sa.Column("late_reason", sa.String(), nullable=False),
        sa.Column("consented_at", sa.DateTime(), nullable=True),
        sa.Column("consented_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("(role = 'substitute') = (stands_for_id IS NOT NULL)", name=op.f("ck_seat_stands_for")),
        sa.ForeignKeyConstraint(["consented_by_id"], ["user.id"], name=op.f("fk_seat_consented_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_seat_edition_id")),
        sa.ForeignKeyConstraint(["stands_for_id"], ["seat.id"], name=op.f("fk_seat_stands_for_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_seat_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("edition_id", "user_id", "role", name=op.f("uq_seat_edition_id_user_id_role")),
        sa.UniqueConstraint("public_id", name=op.f("uq_seat_public_id")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_user_id"), ["user_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "accepted",
                "rejected",
                "withdrawn",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("purged_at", sa.DateTime(), nullable=True),
        sa.Column("correct_until", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'draft') = (number IS NULL)", name=op.f("ck_entry_numbered")),
        sa.CheckConstraint("(status = 'draft') = (submitted_at IS NULL)", name=op.f("ck_entry_dated")),
        sa.CheckConstraint("deleted_at IS NULL OR status = 'draft'", name=op.f("ck_entry_only_drafts_deleted")),
        sa.CheckConstraint("purged_at IS NULL OR deleted_at IS NOT NULL", name=op.f("ck_entry_only_deleted_purged")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_entry_area_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_entry_author_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_entry_edition_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_entry_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_entry_edition_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_entry_public_id")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_office_id"), ["office_id"], unique=False)

    op.create_table(
        "ranking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("jurors", sa.JSON(), nullable=False),
        sa.Column("analysis", sa.JSON(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("software", sa.String(length=60), nullable=False),
        sa.Column("input_sha256", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_ranking_made_by_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ranking_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ranking_public_id")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_ranking_round_id_number")),
    )
    op.create_table(
        "advance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("from_round_id", sa.Integer(), nullable=False),
        sa.Column(
            "line", sa.Enum("passed", "places", "score", name="line", native_enum=False, length=32), nullable=False
        ),
        sa.Column("value", sa.String(length=12), nullable=False),
        sa.Column("stood", sa.Integer(), nullable=False),
        sa.Column("went_on", sa.Integer(), nullable=False),
        sa.Column("ruled", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(line = 'passed') = (value = '')", name=op.f("ck_advance_valued")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_advance_by_id")),
        sa.ForeignKeyConstraint(["from_round_id"], ["round.id"], name=op.f("fk_advance_from_round_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_advance_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advance")),
        sa.UniqueConstraint("round_id", name=op.f("uq_advance_round_id")),
    )
    op.create_table(
        "interim_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("closed-early", "reopened", name="interim", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("submitted", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("before_time", sa.Boolean(), nullable=False),
        sa.Column("shown_since", sa.DateTime(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_interim_step_by_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_interim_step_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interim_step")),
    )
    with op.batch_alter_table("interim_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interim_step_round_id"), ["round_id"], unique=False)

    op.create_table(
        "round_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_round_criterion_criterion_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_criterion_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_criterion")),
        sa.UniqueConstraint("round_id", "criterion_id", name=op.f("uq_round_criterion_round_id_criterion_id")),
    )
    op.create_table(
        "accepted_declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_accepted_declaration_by_id")),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration.id"],
            name=op.f("fk_accepted_declaration_declaration_id"),
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_accepted_declaration_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_declaration")),
        sa.UniqueConstraint(
            "entry_id",
            "declaration_id",
            name=op.f("uq_accepted_declaration_entry_id_declaration_id"),
        ),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sent_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_attachment_added_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_attachment_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attachment_public_id")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column(
            "source",
            sa.Enum("declared", "detected", "recorded", name="source", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "same-unit",
                "family",
                "employment",
                "project",
                "other",
                name="conflictkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("(entry_id IS NULL) <> (office_id IS NULL)", name=op.f("ck_conflict_one_object")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_conflict_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_conflict_entry_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_conflict_office_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_conflict_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("public_id", name=op.f("uq_conflict_public_id")),
        sa.UniqueConstraint("seat_id", "entry_id", name=op.f("uq_conflict_seat_id_entry_id")),
        sa.UniqueConstraint("seat_id", "office_id", name=op.f("uq_conflict_seat_id_office_id")),
    )
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_office_id"), ["office_id"], unique=False)

    op.create_table(
        "entry_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_revision_entry_id")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["user.id"], name=op.f("fk_entry_revision_saved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_revision")),
        sa.UniqueConstraint("entry_id", "version", name=op.f("uq_entry_revision_entry_id_version")),
    )
    op.create_table(
        "entry_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("area_name", sa.String(length=200), nullable=False),
        sa.Column("office_name", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_version_entry_id")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["user.id"], name=op.f("fk_entry_version_submitted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_version")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_entry_version_entry_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_entry_version_public_id")),
    )
    op.create_table(
        "held_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("area_name", sa.String(length=200), nullable=False),
        sa.Column("office_name", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("declarations", sa.JSON(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_held_submission_entry_id")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["user.id"], name=op.f("fk_held_submission_submitted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_submission")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_held_submission_entry_id")),
    )
    op.create_table(
        "origin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "e-mail",
                "post",
                "google-forms",
                "microsoft-forms",
                "elsewhere",
                name="way",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("identity", sa.String(length=64), nullable=True),
        sa.Column("came_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("typed_at", sa.DateTime(), nullable=False),
        sa.Column("typed_by_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(file_name = '') = (\"row\" IS NULL)", name=op.f("ck_origin_row_of_file")),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name=op.f("ck_origin_confirmed_by_somebody")
        ),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["user.id"], name=op.f("fk_origin_confirmed_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_origin_edition_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_origin_entry_id")),
        sa.ForeignKeyConstraint(["typed_by_id"], ["user.id"], name=op.f("fk_origin_typed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin")),
        sa.UniqueConstraint("edition_id", "identity", name=op.f("uq_origin_edition_id_identity")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_origin_entry_id")),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "e-mail",
                "post",
                "google-forms",
                "microsoft-forms",
                "elsewhere",
                name="way",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("table_key", sa.String(length=64), nullable=False),
        sa.Column("files_key", sa.String(length=64), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("lapses_at", sa.DateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_upload_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_upload_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("public_id", name=op.f("uq_upload_public_id")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("secret_ballot", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_meeting_edition_id")),
        sa.ForeignKeyConstraint(["ranking_id"], ["ranking.id"], name=op.f("fk_meeting_ranking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meeting_public_id")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "round_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_round_entry_entry_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_entry_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_entry")),
        sa.UniqueConstraint("round_id", "entry_id", name=op.f("uq_round_entry_round_id_entry_id")),
    )
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("passes", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_ruling_reasoned")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_ruling_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_ruling_entry_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ruling_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
    )
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruling_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ruling_round_id"), ["round_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("in_conflict", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_assignment_entry_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_assignment_round_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_assignment_seat_id")),
        sa.ForeignKeyConstraint(["version_id"], ["entry_version.id"], name=op.f("fk_assignment_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assignment_public_id")),
        sa.UniqueConstraint("round_id", "seat_id", "entry_id", name=op.f("uq_assignment_round_id_seat_id_entry_id")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_assignment_counts",
            ["round_id", "entry_id", "seat_id"],
            unique=False,
            sqlite_where=sa.text("removed_at IS NULL AND in_conflict IS 0"),
        )
        batch_op.create_index(batch_op.f("ix_assignment_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "act_of_assigning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_reason", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_act_of_assigning_undone_whole")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_act_of_assigning_by_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_act_of_assigning_round_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["user.id"], name=op.f("fk_act_of_assigning_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act_of_assigning")),
        sa.UniqueConstraint("public_id", name=op.f("uq_act_of_assigning_public_id")),
    )
    with op.batch_alter_table("act_of_assigning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_of_assigning_round_id"), ["round_id"], unique=False)

    op.create_table(
        "assignment_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act_of_assigning.id"], name=op.f("fk_assignment_move_act_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_move_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_move")),
        sa.UniqueConstraint("act_id", "assignment_id", name=op.f("uq_assignment_move_act_id_assignment_id")),
    )
    with op.batch_alter_table("assignment_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_move_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "known_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_known_area_area_id")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_known_area_by_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_known_area_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_area")),
        sa.UniqueConstraint("seat_id", "area_id", name=op.f("uq_known_area_seat_id_area_id")),
    )
    with op.batch_alter_table("known_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_area_area_id"), ["area_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_attendance_seat_id")),
        sa.ForeignKeyConstraint(["substitute_id"], ["seat.id"], name=op.f("fk_attendance_substitute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("meeting_id", "seat_id", name=op.f("uq_attendance_meeting_id_seat_id")),
    )
    op.create_table(
        "motion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("award_kind_id", sa.Integer(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("departure", sa.String(), nullable=False),
        sa.Column("dissent", sa.String(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("chair_decided", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("recused", sa.JSON(), nullable=False),
        sa.Column("barred", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name=op.f("ck_motion_votes")),
        sa.ForeignKeyConstraint(["award_kind_id"], ["award_kind.id"], name=op.f("fk_motion_award_kind_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_motion_entry_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_motion_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_motion_meeting_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_motion_public_id")),
    )
    op.create_table(
        "protocol",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_protocol_edition_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_protocol_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol")),
        sa.UniqueConstraint("public_id", name=op.f("uq_protocol_public_id")),
    )
    with op.batch_alter_table("protocol", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protocol_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "screening_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("accepted", "returned", "rejected", name="outcome", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("deadline", sa.DateTime(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'returned') = (deadline IS NOT NULL)",
            name=op.f("ck_screening_decision_deadline"),
        ),
        sa.CheckConstraint("outcome = 'accepted' OR remarks <> ''", name=op.f("ck_screening_decision_reasoned")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_screening_decision_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_screening_decision_entry_id")),
        sa.ForeignKeyConstraint(["version_id"], ["entry_version.id"], name=op.f("fk_screening_decision_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_decision")),
    )
    with op.batch_alter_table("screening_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screening_decision_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "check_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_check_point_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_point")),
        sa.UniqueConstraint("edition_id", "position", name=op.f("uq_check_point_edition_id_position")),
    )
    op.create_table(
        "checked_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column(
            "met",
            sa.Enum("yes", "no", "not-applicable", name="met", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("remark", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["screening_decision.id"], name=op.f("fk_checked_point_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checked_point")),
        sa.UniqueConstraint("decision_id", "position", name=op.f("uq_checked_point_decision_id_position")),
    )
    op.create_table(
        "ready_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_ready_text_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_text")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ready_text_public_id")),
    )
    with op.batch_alter_table("ready_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ready_text_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column(
            "searched",
            sa.Enum("entries", "offices", "people", "mail", name="searched", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=1000), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_saved_search_edition_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_saved_search_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_search_public_id")),
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_search_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "viewing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_viewing_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_viewing_edition_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_viewing_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_viewing_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing")),
        sa.UniqueConstraint("public_id", name=op.f("uq_viewing_public_id")),
    )
    with op.batch_alter_table("viewing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_viewing_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "more_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_more_time_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_more_time_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_more_time")),
        sa.UniqueConstraint("public_id", name=op.f("uq_more_time_public_id")),
    )
    with op.batch_alter_table("more_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_more_time_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "more_time_office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("more_time_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("until_before", sa.DateTime(), nullable=True),
        sa.Column("reason_before", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["more_time_id"], ["more_time.id"], name=op.f("fk_more_time_office_more_time_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_more_time_office_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_more_time_office")),
        sa.UniqueConstraint("more_time_id", "office_id", name=op.f("uq_more_time_office_more_time_id_office_id")),
    )

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column(
            "whom",
            sa.Enum(
                "found",
                "offices",
                "people",
                "drafts",
                "jurors",
                "behind",
                "person",
                name="whom",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("subject_en", sa.String(length=200), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(sent_at IS NULL) = (not_before IS NULL)", name=op.f("ck_letter_held")),
        sa.CheckConstraint("(sent_at IS NULL) = (sent_by_id IS NULL)", name=op.f("ck_letter_sent_by")),
        sa.CheckConstraint("undone_at IS NULL OR sent_at IS NOT NULL", name=op.f("ck_letter_undone_after")),
        sa.CheckConstraint("removed_at IS NULL OR sent_at IS NULL", name=op.f("ck_letter_only_drafts_removed")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_letter_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_letter_edition_id")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_letter_person_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["user.id"], name=op.f("fk_letter_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("public_id", name=op.f("uq_letter_public_id")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "letter_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_copy_letter_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_letter_copy_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_copy")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_copy_message_id")),
    )
    with op.batch_alter_table("letter_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_copy_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("subject_en", sa.String(length=200), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_wording_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_wording_edition_id_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_wording_public_id")),
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_announcement_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_announcement_edition_id")),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocol.id"], name=op.f("fk_announcement_protocol_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("public_id", name=op.f("uq_announcement_public_id")),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcement_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("award_kind_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["award_kind_id"], ["award_kind.id"], name=op.f("fk_award_award_kind_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_award_edition_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_award_entry_id")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_award_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_award_motion_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_award_public_id")),
    )
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "submitted", "reopened", name="sheetstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("for_office", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("receipt", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'submitted') = (receipt IS NOT NULL)", name=op.f("ck_score_sheet_receipted")),
        sa.CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", name=op.f("ck_score_sheet_dated")),
        sa.CheckConstraint("(state = 'submitted') = (total IS NOT NULL)", name=op.f("ck_score_sheet_totalled")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_score_sheet_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_score_sheet_assignment_id")),
    )
    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.create_index(
            "ix_score_sheet_total",
            ["assignment_id", "total"],
            unique=False,
            sqlite_where=sa.text("total IS NOT NULL"),
        )
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "secretary",
                "chair",
                "deputy-chair",
                "juror",
                "substitute",
                "clerk",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocol.id"], name=op.f("fk_seal_protocol_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_seal_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("protocol_id", "role", name=op.f("uq_seal_protocol_id_role")),
    )
    op.create_table(
        "sheet_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "submitted", "reopened", name="sheetstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("for_office", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["saved_by_id"], ["user.id"], name=op.f("fk_sheet_revision_saved_by_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_sheet_revision_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_revision")),
        sa.UniqueConstraint("sheet_id", "version", name=op.f("uq_sheet_revision_sheet_id_version")),
    )
    op.create_table(
        "reading_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_reading_mark_seat_id")),
        sa.ForeignKeyConstraint(["version_id"], ["entry_version.id"], name=op.f("fk_reading_mark_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_mark")),
        sa.UniqueConstraint(
            "seat_id", "version_id", "question", "place", name=op.f("uq_reading_mark_seat_id_version_id_question_place")
        ),
    )
    with op.batch_alter_table("reading_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_mark_version_id"), ["version_id"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_agreement_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("seat_id", "version", name=op.f("uq_agreement_seat_id_version")),
    )
    op.create_table(
        "practice_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("anchor_id", sa.Integer(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("for_office", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("changes_seen", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("submitted_at IS NULL OR done_at IS NOT NULL", name=op.f("ck_practice_sheet_done_once")),
        sa.ForeignKeyConstraint(["anchor_id"], ["anchor.id"], name=op.f("fk_practice_sheet_anchor_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_practice_sheet_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_sheet")),
        sa.UniqueConstraint("seat_id", "anchor_id", name=op.f("uq_practice_sheet_seat_id_anchor_id")),
    )
    with op.batch_alter_table("practice_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_sheet_anchor_id"), ["anchor_id"], unique=False)

    op.create_table(
        "reopen_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint("(answered_at IS NULL) = (granted IS NULL)", name=op.f("ck_reopen_request_answered")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_reopen_request_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopen_request")),
    )
    with op.batch_alter_table("reopen_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reopen_request_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "paper_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("table_key", sa.String(length=64), nullable=False),
        sa.Column("lapses_at", sa.DateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_paper_upload_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_paper_upload_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_upload")),
        sa.UniqueConstraint("public_id", name=op.f("uq_paper_upload_public_id")),
    )
    with op.batch_alter_table("paper_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_upload_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "paper_glimpse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_paper_glimpse_assignment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_paper_glimpse_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_glimpse")),
        sa.UniqueConstraint("assignment_id", "by_id", name=op.f("uq_paper_glimpse_assignment_id_by_id")),
    )
    op.create_table(
        "paper_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("typed_by_id", sa.Integer(), nullable=False),
        sa.Column("typed_at", sa.DateTime(), nullable=False),
        sa.Column("checked_by", sa.String(length=120), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("file_row", sa.Integer(), nullable=True),
        sa.Column("seen_by_secretary", sa.Boolean(), nullable=False),
        sa.Column("replaced_draft", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("objected_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("(file = '') = (file_row IS NULL)", name=op.f("ck_paper_sheet_row_of_a_file")),
        sa.CheckConstraint("confirmed_at IS NULL OR objected_at IS NULL", name=op.f("ck_paper_sheet_one_answer")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_paper_sheet_sheet_id")),
        sa.ForeignKeyConstraint(["typed_by_id"], ["user.id"], name=op.f("fk_paper_sheet_typed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sheet")),
        sa.UniqueConstraint("public_id", name=op.f("uq_paper_sheet_public_id")),
        sa.UniqueConstraint("sheet_id", "version", name=op.f("uq_paper_sheet_sheet_id_version")),
    )
    op.create_table(
        "paper_scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sent_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_paper_scan_added_by_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper_sheet.id"], name=op.f("fk_paper_scan_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_scan")),
        sa.UniqueConstraint("public_id", name=op.f("uq_paper_scan_public_id")),
    )
    with op.batch_alter_table("paper_scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_scan_paper_id"), ["paper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_scan_sha256"), ["sha256"], unique=False)

    op.create_table(
        "sheet_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_change")),
    )

    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_event_no_{act} BEFORE {act.upper()} ON audit_event "
                "BEGIN SELECT RAISE(ABORT, 'the history only grows'); END"
            )
        left = (
            "BEGIN INSERT INTO sheet_change (id, token) "
            "SELECT coalesce(max(id), 0) + 1, hex(randomblob(8)) FROM sheet_change; END"
        )
        with_sheet = "WHEN EXISTS (SELECT 1 FROM score_sheet WHERE assignment_id = NEW.id)"
        not_newer = "WHERE NEW.id <= (SELECT max(id) FROM sheet_change)"
        refused = "SELECT RAISE(ABORT, 'changes of sheets are only added')"
        for trigger in (
            f"sheet_added AFTER INSERT ON score_sheet {left}",
            "sheet_changed AFTER UPDATE OF id, assignment_id, state, scores, total, receipt ON score_sheet "
            "WHEN 'submitted' IN (OLD.state, NEW.state) OR OLD.id <> NEW.id OR OLD.assignment_id <> NEW.assignment_id "
            f"{left}",
            f"sheet_deleted AFTER DELETE ON score_sheet WHEN OLD.state = 'submitted' {left}",
            f"task_added AFTER INSERT ON assignment {with_sheet} {left}",
            f"task_moved AFTER UPDATE OF id, round_id, removed_at ON assignment {left}",
            f"task_deleted AFTER DELETE ON assignment {left}",
            f"no_update BEFORE UPDATE ON sheet_change BEGIN {refused}; END",
            f"no_delete BEFORE DELETE ON sheet_change BEGIN {refused}; END",
            f"only_grows BEFORE INSERT ON sheet_change BEGIN {refused} {not_newer}; END",
        ):
            op.execute(f"CREATE TRIGGER sheet_change_{trigger}")
    else:
        op.execute(
            "CREATE FUNCTION audit_event_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the history only grows'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_only_grows()"
        )
