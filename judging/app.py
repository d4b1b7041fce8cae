"""The application factory."""

from judging import migrations
from judging.accounts import login
from judging.accounts import public as joining
from judging.accounts.views import addresses, passkeys, profile, second_factor
from judging.accounts.views import sign_in as accounts
from judging.announcement import desk as announcement_desk
from judging.announcement import public as laureates
from judging.announcement.queries import earlier_practices
from judging.audit import desk as audit_desk
from judging.call import desk as questions_desk
from judging.call import public as call
from judging.call import views as asking
from judging.colleagues import views as colleagues
from judging.core import config, db, formatting, i18n
from judging.deliberation import queries as decided
from judging.deliberation import views as deliberation
from judging.deliberation.desk import meeting as deliberation_desk
from judging.deliberation.desk import motions, protocol
from judging.demonstration import views as demonstration
from judging.editions import public, seats
from judging.editions.desk import awards as awards_desk
from judging.editions.desk import criteria as criteria_desk
from judging.editions.desk import editions as editions_desk
from judging.editions.desk import english as english_desk
from judging.editions.desk import form as form_desk
from judging.editions.desk import logos as logos_desk
from judging.editions.desk import panels
from judging.editions.desk import rounds as rounds_desk
from judging.editions.desk import second_factor as lost_factor_desk
from judging.editions.desk import secretaries as secretaries_desk
from judging.editions.desk import setup as setup_desk
from judging.editions.desk import taken_away as taken_away_desk
from judging.editions.desk import text as text_desk
from judging.editions.operations import companions
from judging.entries import participation
from judging.entries.operations import holding, reminders
from judging.entries.queries import space_used
from judging.entries.views import attachments, drafts, entries
from judging.entries.views import origins as entries_origins
from judging.intake.desk import by_hand as by_hand_desk
from judging.intake.desk import imports as intake_desk
from judging.jury.desk import conflicts as jury_conflicts
from judging.jury.desk import coverage as jury_coverage
from judging.jury.desk import members as jury_members
from judging.jury.desk import planning as jury_plan
from judging.jury.desk import practice as practice_desk
from judging.jury.desk import quorum as jury_quorum
from judging.jury.desk import scoring as jury_scoring
from judging.jury.desk import substitutes as jury_substitutes
from judging.jury.desk.panel import jury_news, jury_panel
from judging.jury.operations import detecting
from judging.jury.operations import reminders as jury_reminders
from judging.jury.views import booklet, grid, handing_in, late_seats, notes, offline, practice, sheets, texts, worklist
from judging.jury.views import calendar as jury_calendar
from judging.jury.views import conflicts as own_conflicts
from judging.letters.desk import sending as sending_desk
from judging.letters.desk import wordings as wordings_desk
from judging.letters.desk import writing as letters_desk
from judging.letters.operations import companions as letter_words
from judging.notifications import desk as outbox_desk
from judging.offices import acting
from judging.offices import desk as offices_desk
from judging.offices import operations as offices_operations
from judging.offices import views as offices
from judging.paper.desk import clerks as paper_clerks
from judging.paper.desk import imports as paper_import
from judging.paper.desk import printed as paper_print
from judging.paper.desk import queue as paper_desk
from judging.paper.views import own as own_paper
from judging.participants.desk import offices as participants_desk
from judging.participants.desk import viewing as viewing_desk
from judging.results.queries.next_round import stopped_in
from judging.results.views import desk as results_desk
from judging.results.views import exports as results_exports
from judging.results.views import next_round as results_next
from judging.results.views import receipts as round_receipts
from judging.results.views import room as results_room
from judging.results.views.panel import results_panel
from judging.screening.desk import checking as check_desk
from judging.screening.desk import entries as entries_desk
from judging.screening.desk import lists as lists_desk
from judging.screening.desk import wording as check_words_desk
from judging.screening.operations import companions as check_words
from judging.searches import desk as searches_desk
from judging.site import navigation
from judging.site import views as site
from judging.web import (
    access,
    errors,
    held,
    kept_parts,
    languages,
    page_cache,
    security,
    templates,
    transaction,
    typed,
    typesetting,
    wordings,
)
from judging.web.languages import Bilingual

PARTS = (
    security,
    templates,
    typesetting,
    wordings,
    db,
    migrations,
    i18n,
    languages,
    login,
    access,
    held,
    typed,
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
    passkeys.bp,
    addresses.bp,
    public.bp,
    call.bp,
    asking.bp,
    questions_desk.bp,
    editions_desk.bp,
    setup_desk.bp,
    form_desk.bp,
    criteria_desk.bp,
    awards_desk.bp,
    rounds_desk.bp,
    taken_away_desk.bp,
    english_desk.bp,
    logos_desk.bp,
    practice_desk.bp,
    text_desk.bp,
    lost_factor_desk.bp,
    secretaries_desk.bp,
    offices.bp,
    colleagues.bp,
    offices_desk.bp,
    participants_desk.bp,
    viewing_desk.bp,
    entries.bp,
    attachments.bp,
    drafts.bp,
    entries_origins.bp,
    entries_desk.bp,
    lists_desk.bp,
    searches_desk.bp,
    check_desk.bp,
    check_words_desk.bp,
    intake_desk.bp,
    by_hand_desk.bp,
    second_factor.bp,
    joining.bp,
    audit_desk.bp,
    outbox_desk.bp,
    letters_desk.bp,
    sending_desk.bp,
    wordings_desk.bp,
    worklist.bp,
    offline.bp,
    sheets.bp,
    handing_in.bp,
    practice.bp,
    grid.bp,
    booklet.bp,
    own_conflicts.bp,
    notes.bp,
    late_seats.bp,
    texts.bp,
    jury_members.bp,
    jury_substitutes.bp,
    jury_quorum.bp,
    jury_conflicts.bp,
    jury_calendar.bp,
    jury_coverage.bp,
    jury_plan.bp,
    jury_scoring.bp,
    paper_desk.bp,
    paper_print.bp,
    paper_import.bp,
    paper_clerks.bp,
    own_paper.bp,
    results_desk.bp,
    results_exports.bp,
    results_room.bp,
    round_receipts.bp,
    results_next.bp,
    deliberation_desk.bp,
    motions.bp,
    protocol.bp,
    deliberation.bp,
    announcement_desk.bp,
    laureates.bp,
    demonstration.bp,
)

FACTS = (detecting.look_at_office,)  # who looks at what has become known of an office, in this order
ANSWERED = (holding.answer_held,)  # what goes on once a request to act for an office is answered

COMPANIONS = (check_words.POINTS, check_words.TEXTS, letter_words.WORDINGS)  # what goes with the set-up of an edition

SEARCHED = (entries_desk.SEARCHED, participants_desk.SEARCHED, offices_desk.SEARCHED, outbox_desk.SEARCHED)

DUE = (reminders.write_due, jury_reminders.write_due)  # what writes mail by the calendar, whenever mail is sent

PANELS = (  # of the dashboard, in this order
    panels.setup_panel,
    panels.offices_panel,
    entries_desk.entries_panel,
    questions_desk.questions_panel,
    jury_panel,
    results_panel,
    deliberation_desk.deliberation_panel,
    announcement_desk.announcement_panel,
    panels.mail_panel,
    panels.history_panel,
    panels.lost_factor_panel,
    panels.secretaries_panel,
)

NEWS = (  # what has come since the last visit, in this order
    entries_desk.entries_news,
    participants_desk.offices_news,
    panels.people_news,
    questions_desk.questions_news,
    jury_news,
    panels.mail_news,
)


def create_app(**settings: object) -> Bilingual:
    """Build the application; ``settings`` win over the environment."""
    app = Bilingual("judging", template_folder="../templates", static_folder="../static")
    config.init_app(app, settings)
    offices_operations.register_looks(FACTS)
    offices_operations.register_answered(ANSWERED)
    companions.register_companions(COMPANIONS)
    for part in PARTS:
        part.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.extensions["panels"] = PANELS
    app.extensions["news"] = NEWS
    app.extensions["searched"] = {one.searched: one for one in SEARCHED}
    app.extensions["due"] = DUE
    app.extensions["space_used"] = space_used
    app.extensions["matters"] = decided.OF_OFFICES
    app.extensions["stopped_in"] = stopped_in
    app.extensions["earlier_practices"] = earlier_practices
    access.refuse_undeclared(app)
    return app
