"""Forms of the accounts: the shape of the input."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    EmailField,
    Field,
    PasswordField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from judging.accounts import password_rules, rules
from judging.accounts.authenticators import LONGEST
from judging.accounts.models import User
from judging.core.i18n import LANGUAGES, _, _l
from judging.web.fields import AtMost, CodeField, PickField, VersionField
from judging.web.fields import email as email_field
from judging.web.forms import Form, ReasonForm

REQUIRED = DataRequired(_l("Fill in this field."))
NEW = {"autocomplete": "new-password", "spellcheck": "false"}
MOST_NAME = 60  # signs that a passkey is called
CURRENT = {"autocomplete": "current-password"}


def _trimmed(text: str | None) -> str:
    return rules.clean_name(text or "")


class _NewPassword(Form):
    """A form that sets a password; ``known`` are words of this person that must not make it up."""

    password = PasswordField(
        _l("New password"),
        [REQUIRED],
        description=_l("At least 12 characters; several words with spaces do well. Nothing else is required."),
        render_kw=NEW,
    )

    def __init__(self, *args: Any, known: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def validate_password(self, field: Field) -> None:
        """Refuse what is short or easy to guess."""
        if reason := password_rules.why_not_password(field.data, (*self.known, *self.told())):
            raise ValidationError(str(reason))

    def told(self) -> tuple[str, ...]:
        """Return what the form itself says about the person."""
        return tuple(self[name].data or "" for name in ("name", "email") if name in self)


class SignInForm(Form):
    """The first step of signing in."""

    email = EmailField(_l("E-mail"), [REQUIRED, Length(max=300)], render_kw={"autocomplete": "username"})
    password = PasswordField(_l("Password"), [REQUIRED, Length(max=1000)], render_kw=CURRENT)


class CodeForm(Form):
    """A code of the second factor."""

    code = CodeField(_l("Code"), render_kw={"inputmode": "text"})


class RegisterForm(_NewPassword):
    """A person opens an account."""

    name = StringField(
        _l("First name and surname"),
        [REQUIRED, AtMost(rules.MAX_NAME)],
        filters=[_trimmed],
        render_kw={"autocomplete": "name"},
    )
    email = email_field(
        description=_l("We will send a link to this address to confirm it."),
        render_kw={"autocomplete": "username"},
    )


class AddressForm(Form):
    """A person asks for a link."""

    email = email_field(render_kw={"autocomplete": "username"})


class PasswordForm(Form):
    """A person shows that it is really they."""

    password = PasswordField(_l("Password"), [REQUIRED, Length(max=1000)], render_kw=CURRENT)


class ProofForm(PasswordForm):
    """The same, before the account is changed for good: with a fresh code where one signs in with a second step."""

    code = CodeField(description=_l("Six digits that the application shows now."))

    def __init__(self, *args: Any, coded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not coded:
            del self.code


def _passkey_name() -> Field:
    return StringField(
        _l("Name of the passkey"),
        [REQUIRED, AtMost(MOST_NAME)],
        filters=[_trimmed],
        description=_l("What you call the device, for example: my telephone."),
    )


class NewPasskeyForm(ProofForm):
    """A person begins to add a passkey."""

    name = _passkey_name()


class PasskeyNameForm(Form):
    """A person gives a passkey another name."""

    name = _passkey_name()


class CredentialForm(Form):
    """What a device answers; the script of the page fills it in."""

    credential = StringField(
        "",
        [
            InputRequired(_l("The browser gave no passkey. It needs JavaScript and a device that can keep passkeys.")),
            Length(max=LONGEST, message=_l("The device gave no passkey that works here.")),
        ],
        widget=HiddenInput(),
    )


class NewAddressForm(ProofForm):
    """A person says that another address is theirs, too."""

    email = email_field(
        _l("Another address"),
        description=_l("We will send a link to this address to confirm it."),
        render_kw={"autocomplete": "off"},
    )


class SpokenForm(_NewPassword):
    """A person types the code that was read out to them, and a new password."""

    email = email_field(render_kw={"autocomplete": "username"})
    code = CodeField(
        _l("Code from the secretary"),
        _l("Enter the eight digits."),
        filters=[lambda text: "".join((text or "").split())],
    )

    def told(self) -> tuple[str, ...]:
        """Return the address: it must not make up the password."""
        return (self.email.data or "",)


class ResetForm(_NewPassword):
    """A new password after a link."""


class InvitationForm(_NewPassword):
    """A juror takes up an invitation."""

    name = StringField(
        _l("First name and surname"),
        [REQUIRED, AtMost(rules.MAX_NAME)],
        filters=[_trimmed],
        render_kw={"autocomplete": "name"},
    )


class ProfileForm(Form):
    """What a person says about themselves."""

    name = StringField(
        _l("First name and surname"),
        [REQUIRED, AtMost(rules.MAX_NAME)],
        filters=[_trimmed],
        render_kw={"autocomplete": "name"},
    )
    language = SelectField(
        _l("Language of pages and e-mail"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        render_kw={"autocomplete": "off"},
    )
    version = VersionField()


class ChangePasswordForm(_NewPassword):
    """A new password in place of the present one."""

    current = PasswordField(_l("Current password"), [REQUIRED, Length(max=1000)], render_kw=CURRENT)


class LostFactorForm(ReasonForm):
    """Somebody agrees that the second factor of a person is removed."""

    person = PickField(_l("Whose telephone is lost"))
    code = CodeField(description=_l("A fresh code of your own."))

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, asks=_("How you know that it is really this person"), **kwargs)
        self.person.choices = [SelectChoice(str(user.id), user.name) for user in people]
