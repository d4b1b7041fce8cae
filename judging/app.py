"""The application factory."""

from flask import Flask

from judging import migrations
from judging.accounts import login, second_step
from judging.accounts import public as joining
from judging.accounts import views as accounts
from judging.announcement import desk as announcement_desk
from judging.announcement import public as laureates
from judging.audit import desk as audit_desk
from judging.core import config, db, formatting, i18n
from judging.deliberation import desk as deliberation_desk
from judging.deliberation import motions_desk, protocol_desk
from judging.deliberation import views as deliberation
from judging.demonstration import views as demonstration
from judging.editions import desk as editions_desk
from judging.editions import public
from judging.entries import desk as entries_desk
from judging.entries import papers
from judging.entries import views as entries
from judging.jury import desk as jury_desk
from judging.jury import views as jury
from judging.notifications import desk as outbox_desk
from judging.offices import desk as offices_desk
from judging.offices import views as offices
from judging.results.views import desk as results_desk
from judging.results.views import exports as results_exports
from judging.results.views import room as results_room
from judging.site import navigation
from judging.site import views as site
from judging.web import access, errors, page_cache, security, transaction

PARTS = (
    security,
    db,
    migrations,
    i18n,
    login,
    access,
    transaction,
    errors,
    formatting,
    navigation,
    page_cache,
)
BLUEPRINTS = (
    site.bp,
    accounts.bp,
    public.bp,
    editions_desk.bp,
    offices.bp,
    offices_desk.bp,
    entries.bp,
    papers.bp,
    entries_desk.bp,
    second_step.bp,
    joining.bp,
    audit_desk.bp,
    outbox_desk.bp,
    jury.bp,
    jury_desk.bp,
    results_desk.bp,
    results_exports.bp,
    results_room.bp,
    deliberation_desk.bp,
    motions_desk.bp,
    protocol_desk.bp,
    deliberation.bp,
    announcement_desk.bp,
    laureates.bp,
    demonstration.bp,
)


def create_app(**settings: object) -> Flask:
    """Build the application; ``settings`` win over the environment."""
    app = Flask("judging", template_folder="../templates", static_folder="../static")
    config.init_app(app, settings)
    for part in PARTS:
        part.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.refuse_undeclared(app)
    return app
