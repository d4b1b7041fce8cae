"""A device that keeps passkeys, in software: what a telephone answers, byte for byte, and what a liar would answer."""

import hashlib
import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def b64(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def raw(text):
    return urlsafe_b64decode(text + "==")


@dataclass
class Device:
    """One passkey in a device that counts its signatures."""

    origin: str = "http://localhost:8000"
    host: str = "localhost"
    counts: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(16))
    handle: str = ""
    count: int = 0

    def make(self, options, *, flags=PRESENT | VERIFIED, **lies):
        """Answer a wish for a passkey, with an attestation of the kind "none"."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)} | lies.get("public", {})
        attested = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + cbor.encode(public)
        data = self._data(flags | WITH_KEY, lies) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"], lies)
        return self._answer({"clientDataJSON": b64(client), "attestationObject": b64(attestation)})

    def show(self, options, *, flags=PRESENT | VERIFIED, **lies):
        """Answer a question for a passkey."""
        self.count = lies.get("count", self.count + self.counts)
        data = self._data(flags, lies)
        client = self._client("webauthn.get", options["publicKey"]["challenge"], lies)
        key = lies.get("key", self.key)
        signature = key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature)}
        return self._answer(response | {"userHandle": lies.get("handle", self.handle)})

    def _data(self, flags, lies):
        host = hashlib.sha256(lies.get("host", self.host).encode()).digest()
        return host + struct.pack(">BI", flags, self.count)

    def _client(self, kind, challenge, lies):
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said | lies.get("client", {})).encode()

    def _answer(self, response):
        credential = b64(self.credential)
        return json.dumps({"id": credential, "rawId": credential, "type": "public-key", "response": response})
