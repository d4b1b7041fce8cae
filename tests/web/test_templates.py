"""Compiled templates are kept between starts, and never stand in the way of an answer."""

import os
import shutil

import pytest

from judging.web import templates


def answers(app):
    return app.test_client().get("/privacy/").status_code


def kept(app):
    return set((app.config["DATA_DIR"] / "templates").iterdir())


@pytest.fixture
def app(app):
    """The application with its own folder of templates; the other tests share one."""
    templates.init_app(app)
    return app


def test_a_compiled_template_is_kept_where_nobody_else_may_enter(app):
    assert answers(app) == 200

    assert kept(app)
    assert oct(os.stat(app.config["DATA_DIR"] / "templates").st_mode & 0o777) == "0o700"


@pytest.mark.parametrize("left", [0, 5, 20, 40, 60, 90, 200])
def test_a_damaged_compiled_template_is_compiled_again(app, left):
    answers(app)
    for path in kept(app):
        path.write_bytes(path.read_bytes()[:left])
    app.jinja_env.cache.clear()

    assert answers(app) == 200


def test_without_a_place_to_keep_them_templates_are_compiled_each_time(app):
    shutil.rmtree(app.config["DATA_DIR"] / "templates")

    assert answers(app) == 200
