"""What is asked of a device that keeps passkeys, and what its answer proves.

The library is loaded where a passkey is made or shown, and not at the start.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from fido2.server import Fido2Server

ALGORITHMS = (-7, -8, -257)  # ES256, EdDSA, RS256: what devices of today sign with
BASE64URL = re.compile(r"[A-Za-z0-9_-]{1,1400}")
LONGEST_ID = 1023  # bytes
LONGEST = 16_000  # signs of an answer; a usual one has about a thousand


class NotGenuine(ValueError):  # noqa: N818 -- a finding, not a fault
    """The answer of a device does not prove what it should."""


@dataclass(frozen=True, slots=True)
class Site:
    """For whom a passkey is made: a device shows it to this host only, and signs the origin it was shown to."""

    host: str
    origin: str
    name: str

    @classmethod
    def at(cls, base_url: str, name: str) -> "Site":
        """Return the site of the installation's own address, its origin as a browser spells it."""
        parts = urlsplit(base_url)
        host, usual = parts.hostname or "", {"http": 80, "https": 443}.get(parts.scheme)
        port = "" if parts.port in (None, usual) else f":{parts.port}"
        return cls(host, f"{parts.scheme}://{host}{port}", name)


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that a device has made: its id, what checks its signatures, how often it has signed."""

    credential: str
    public_key: str
    sign_count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey was shown, by a device that has made sure of its person: whose it is, how often it has signed."""

    handle: str
    sign_count: int


def wish(site: Site, challenge: bytes, *, handle: str, address: str, name: str, known: Sequence[str]) -> dict[str, Any]:
    """Return what asks a device to make a passkey for a person, unless it holds one of those known."""
    from fido2.utils import websafe_decode
    from fido2.webauthn import (
        PublicKeyCredentialDescriptor,
        PublicKeyCredentialType,
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    kind = PublicKeyCredentialType.PUBLIC_KEY
    options, _state = _server(site).register_begin(
        PublicKeyCredentialUserEntity(id=handle.encode(), name=address, display_name=name),
        [PublicKeyCredentialDescriptor(type=kind, id=websafe_decode(one)) for one in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge,
    )
    return dict(options)


def question(site: Site, challenge: bytes) -> dict[str, Any]:
    """Return what asks a device for any passkey it holds for this site."""
    from fido2.webauthn import UserVerificationRequirement

    server, required = _server(site), UserVerificationRequirement.REQUIRED
    options, _state = server.authenticate_begin(user_verification=required, challenge=challenge)
    return dict(options)


def made(site: Site, challenge: bytes, answer: str) -> Made:
    """Return the passkey that a device has made when it was asked with this challenge."""
    from fido2.utils import websafe_encode

    try:
        found = _server(site).register_complete(_state(challenge), _read(answer))
        data = found.credential_data
        if data is None or data.public_key.ALGORITHM not in ALGORITHMS:
            raise NotGenuine("no key, or one of an unknown kind")
        if len(data.credential_id) > LONGEST_ID:
            raise NotGenuine("an id longer than the standard has them")
        return Made(websafe_encode(data.credential_id), websafe_encode(bytes(data)), found.counter)
    except Exception as fault:  # whatever the bytes of a stranger set off in the reader is no proof
        raise NotGenuine(type(fault).__name__) from fault


def shown(site: Site, challenge: bytes, answer: str, public_key: str) -> Shown:
    """Return what a passkey proves that was shown when a device was asked with this challenge."""
    from fido2.utils import websafe_decode
    from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

    try:
        read = AuthenticationResponse.from_dict(_read(answer))
        key = AttestedCredentialData(websafe_decode(public_key))
        _server(site).authenticate_complete(_state(challenge), [key], read)
        handle = (read.response.user_handle or b"").decode()
        return Shown(handle, read.response.authenticator_data.counter)
    except Exception as fault:  # the same
        raise NotGenuine(type(fault).__name__) from fault


def credential_of(answer: str) -> str:
    """Return which passkey an answer claims to be of, spelled as we keep it; "" where it says nothing of the kind."""
    try:
        claimed = _read(answer).get("rawId")
    except NotGenuine:
        return ""
    return claimed if isinstance(claimed, str) and BASE64URL.fullmatch(claimed) else ""


def _server(site: Site) -> "Fido2Server":
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestationConveyancePreference, PublicKeyCredentialRpEntity

    server = Fido2Server(
        PublicKeyCredentialRpEntity(id=site.host, name=site.name),
        AttestationConveyancePreference.NONE,  # which maker a device is of is nobody's business here
        verify_origin=lambda origin: origin == site.origin,
    )
    server.allowed_algorithms = [one for one in server.allowed_algorithms if one.alg in ALGORITHMS]
    return server


def _state(challenge: bytes) -> dict[str, str]:
    """Return what the library wants to be told again: which challenge it was, and that the person must be verified."""
    from fido2.utils import websafe_encode

    return {"challenge": websafe_encode(challenge), "user_verification": "required"}


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer)
    except (ValueError, RecursionError) as fault:
        raise NotGenuine("not JSON") from fault
    if not isinstance(read, dict):
        raise NotGenuine("not an answer")
    return read
