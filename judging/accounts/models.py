"""Tables of the accounts: people, their sessions, one-use tokens, second factors."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.core.db import Base, Public, Versioned


class User(Public, Versioned, Base):
    """A person who can sign in. Roles are seats in editions; only the administrator's is here."""

    __tablename__ = "user"
    __allow_unmapped__ = True  # for what is no column

    email: Mapped[str] = mapped_column(String(254), unique=True)  # canonical: see core/addresses.py
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2), default="pl")
    password_hash: Mapped[str | None] = mapped_column(String(200))  # None until the person sets one
    administrator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # the e-mail address is theirs
    deactivated_at: Mapped[datetime | None]
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int] = mapped_column(default=0)  # each code works once
    passkeys_since: Mapped[datetime | None]  # the eldest they hold; read with every page, so kept here as well

    recovery_codes: Mapped[list["RecoveryCode"]] = relationship(back_populates="user", cascade="all, delete-orphan")
    other_addresses: Mapped[list["OtherAddress"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="OtherAddress.id"
    )

    is_authenticated = True
    is_anonymous = False
    login_token: str | None = None  # the session this object was loaded through
    seats_held: Sequence[tuple[int, str]] | None = None  # edition and role, read with that session
    seen_within: tuple[int, int] | None = None  # edition and office: a secretary views the pages of this person

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in at all."""
        return self.deactivated_at is None

    @property
    def has_second_factor(self) -> bool:
        """Whether the person can give more than a password: a code, or a passkey."""
        return bool(self.totp_confirmed_at or self.passkeys_since)

    @property
    def addresses(self) -> tuple[str, ...]:
        """All confirmed addresses, the main one first."""
        return (self.email, *(other.email for other in self.other_addresses))

    def get_id(self) -> str | None:
        """Return what the session cookie carries: a token of a session, never the user's id."""
        return self.login_token


class OtherAddress(Public, Base):
    """A confirmed address of a person beside the main one: it opens the same account, and is nobody else's."""

    __tablename__ = "other_address"
    __table_args__ = (Index("ix_other_address_user", "user_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    email: Mapped[str] = mapped_column(String(254), unique=True)  # canonical
    confirmed_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="other_addresses")


class AddressClaim(Base):
    """An address that a person says is theirs: it gives nothing until the link sent there is used by that person."""

    __tablename__ = "address_claim"
    __table_args__ = (UniqueConstraint("user_id", "email"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


class UserSession(Base):
    """One signed-in browser. The cookie holds the token, this row its hash."""

    __tablename__ = "user_session"
    __table_args__ = (Index("ix_user_session_user", "user_id", "ended_at"),)

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    second_factor_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(120), default="")

    user: Mapped[User] = relationship()


class Purpose(StrEnum):
    """What a one-use link, or a code in its place, is for."""

    CONFIRM = "confirm"
    RESET = "reset"
    INVITATION = "invitation"
    SPOKEN = "spoken"  # read out on the telephone
    SHOWN = "shown"  # a passkey was shown in place of a code of the application


class OneUseToken(Base):
    """A link sent by mail, or a code read out: works once, not for long, and only the newest one."""

    __tablename__ = "one_use_token"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[Purpose]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class RecoveryCode(Base):
    """A code for the day the telephone is lost; each works once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="recovery_codes")


class Passkey(Public, Base):
    """A key that a device keeps and opens by a finger, a face or a PIN; here stands its public half."""

    __tablename__ = "passkey"
    __table_args__ = (Index("ix_passkey_user", "user_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(60))
    credential: Mapped[str] = mapped_column(String(1400), unique=True)  # its id, base64url
    public_key: Mapped[str] = mapped_column(Text)  # as the device gave it, base64url
    sign_count: Mapped[int] = mapped_column(BigInteger)  # rises with each use, where the device counts at all
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class SpentChallenge(Base):
    """A challenge that has been answered: each is answered once, rightly or wrongly."""

    __tablename__ = "spent_challenge"

    challenge_hash: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(index=True)


class FactorRecovery(Base):
    """Half of a recovery: who asked for the second factor of a person to be removed; another agrees, or it lapses."""

    __tablename__ = "factor_recovery"
    __table_args__ = (UniqueConstraint("user_id"), CheckConstraint("user_id <> asked_by_id", name="not_own"))

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    by_administrator: Mapped[bool]  # else by the secretary
    at: Mapped[datetime]


class SignInAttempt(Base):
    """One attempt to sign in, for slowing down guessing; digests, not addresses."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_account", "account", "at"),
        Index("ix_sign_in_attempt_network", "network", "at"),
    )

    account: Mapped[str] = mapped_column(String(64))
    network: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    succeeded: Mapped[bool]
