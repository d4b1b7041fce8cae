"""The application factory."""

from judging import migrations
from judging.accounts import login
from judging.accounts import public as joining
from judging.accounts.views import profile, second_factor
from judging.accounts.views import sign_in as accounts
from judging.announcement import desk as announcement_desk
from judging.announcement import public as laureates
from judging.audit import desk as audit_desk
from judging.core import config, db, formatting, i18n
from judging.deliberation import queries as decided
from judging.deliberation import views as deliberation
from judging.deliberation.desk import meeting as deliberation_desk
from judging.deliberation.desk import motions, protocol
from judging.demonstration import views as demonstration
from judging.editions import public, seats
from judging.editions.desk import editions as editions_desk
from judging.editions.desk import panels
from judging.editions.desk import second_factor as lost_factor_desk
from judging.entries import desk as entries_desk
from judging.entries import participation
from judging.entries.views import attachments, entries
from judging.jury.desk import conflicts as jury_conflicts
from judging.jury.desk import members as jury_members
from judging.jury.desk import quorum as jury_quorum
from judging.jury.desk import scoring as jury_scoring
from judging.jury.desk.panel import jury_panel
from judging.jury.views import late_seats, sheets, worklist
from judging.notifications import desk as outbox_desk
from judging.offices import acting
from judging.offices import desk as offices_desk
from judging.offices import views as offices
from judging.results.views import desk as results_desk
from judging.results.views import exports as results_exports
from judging.results.views import room as results_room
from judging.results.views.panel import results_panel
from judging.site import navigation
from judging.site import views as site
from judging.web import access, errors, kept_parts, languages, page_cache, security, templates, transaction
from judging.web.languages import Bilingual

PARTS = (
    security,
    templates,
    db,
    migrations,
    i18n,
    languages,
    login,
    access,
    seats,
    acting,
    participation,
    transaction,
    errors,
    formatting,
    navigation,
    page_cache,
    kept_parts,
)
BLUEPRINTS = (
    site.bp,
    accounts.bp,
    profile.bp,
    public.bp,
    editions_desk.bp,
    lost_factor_desk.bp,
    offices.bp,
    offices_desk.bp,
    entries.bp,
    attachments.bp,
    entries_desk.bp,
    second_factor.bp,
    joining.bp,
    audit_desk.bp,
    outbox_desk.bp,
    worklist.bp,
    sheets.bp,
    late_seats.bp,
    jury_members.bp,
    jury_quorum.bp,
    jury_conflicts.bp,
    jury_scoring.bp,
    results_desk.bp,
    results_exports.bp,
    results_room.bp,
    deliberation_desk.bp,
    motions.bp,
    protocol.bp,
    deliberation.bp,
    announcement_desk.bp,
    laureates.bp,
    demonstration.bp,
)

PANELS = (  # of the dashboard, in this order
    panels.setup_panel,
    panels.offices_panel,
    entries_desk.entries_panel,
    jury_panel,
    results_panel,
    deliberation_desk.deliberation_panel,
    announcement_desk.announcement_panel,
    panels.mail_panel,
    panels.history_panel,
    panels.lost_factor_panel,
)


def create_app(**settings: object) -> Bilingual:
    """Build the application; ``settings`` win over the environment."""
    app = Bilingual("judging", template_folder="../templates", static_folder="../static")
    config.init_app(app, settings)
    for part in PARTS:
        part.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.extensions["panels"] = PANELS
    app.extensions["matters"] = decided.OF_OFFICES
    access.refuse_undeclared(app)
    return app
