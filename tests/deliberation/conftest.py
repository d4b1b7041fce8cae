"""Words outside an application: refusals that name numbers are translated when they are made."""

import pytest
from flask import Flask

from judging.core import i18n


@pytest.fixture
def words():
    app = Flask("judging")
    i18n.init_app(app)
    with app.test_request_context(), i18n.speaking("en"):
        yield
