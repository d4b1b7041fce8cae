"""How a person's roles are read with their session: said by the slice that owns seats."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute


@dataclass(frozen=True)
class HeldRoles:
    """How a person's roles are read together with their session: said by the slice that owns seats."""

    columns: tuple[InstrumentedAttribute[int], InstrumentedAttribute[Any]]  # edition, role
    of: Callable[[Any], ColumnElement[bool]]  # the seats of a user id
    strict: frozenset[Any]  # roles that require a second factor


def register_roles(app: Flask, roles: HeldRoles) -> None:
    """Let the slice that owns seats say how they are read."""
    app.extensions["held_roles"] = roles


def held_roles() -> HeldRoles:
    """Return what that slice has said."""
    found: HeldRoles = current_app.extensions["held_roles"]
    return found
