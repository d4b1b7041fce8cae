"""Error pages: a refusal, a fault or an HTTP error becomes one calm page with a way back."""

import logging

from flask import Flask, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound, SecurityError

from judging.core import clock
from judging.core.i18n import _
from judging.core.refusals import Clash, Refused
from judging.web import held, merging, typed
from judging.web.access import TEXTS
from judging.web.forms import answer_to, beaten, not_kept
from judging.web.held import wants_json
from judging.web.house import without_asking
from judging.web.redirects import same_site, way_back
from judging.web.transaction import FIELD as ONCE

log = logging.getLogger("judging.faults")
LEADS_BACK = {400, 403, 409, 413, 422, 429}  # answers that lead where one came from


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(Clash, _clash)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(OSError, _unavailable)
    app.register_error_handler(StaleDataError, _beaten)
    app.register_error_handler(IntegrityError, _beaten)
    app.register_error_handler(DataError, _not_kept)
    app.register_error_handler(OverflowError, _not_kept)
    app.register_error_handler(UnicodeEncodeError, _not_kept)
    app.register_error_handler(Exception, _broken)


def page(title: str, message: str, status: int, **headers: str) -> ResponseReturnValue:
    """Answer with the calm page, or its words as JSON; a fault's page asks no database."""
    if status >= 500:
        _let_pass_for_a_visitor()
    if wants_json():
        return jsonify(error=message), status, headers
    context = {
        "heading": title,
        "message": message,
        "status": status,
        "kept": typed.texts(by_label=status != 404) if request.method == "POST" else [],
        "back": way_back() if status in LEADS_BACK else "/",
        "edition": None,  # whoever may not see a page does not learn from its tab that there is an edition
    }
    told = {**context, "request_id": g.get("request_id"), "alternates": {}}
    return render_template("error.html", **told), status, headers


def _let_pass_for_a_visitor() -> None:
    """Let the rest of this request pass for a visitor's: a page about a fault asks no database."""
    g._login_user = AnonymousUserMixin()  # where Flask-Login keeps who it has found
    without_asking()


def _refused(refusal: Refused) -> ResponseReturnValue:
    """Answer where there is no form to return to; what was typed is kept on the page."""
    status, headers = answer_to(refusal)
    return page(_("This cannot be done now"), str(refusal), status, **headers)


def _clash(clash: Clash) -> ResponseReturnValue:
    """Merge both versions; ask, with both in sight, only about fields that both sides have changed."""
    asked = merging.merge(clash)
    if merging.is_settled(clash, asked):
        return _once_more()
    if wants_json():
        told = {one.name: {"label": str(one.label), "mine": one.mine, "stored": one.stored} for one in asked}
        words = _("This was changed in another window or by another person.")
        return jsonify(error=words, version=clash.version, asked=told), 409
    names = {one.name for one in asked}
    again = [(name, value) for name, value in request.form.items(multi=True) if _is_sent_again(name, names)]
    return render_template("clash.html", clash=clash, asked=asked, again=again, back=way_back()), 409


def _once_more() -> ResponseReturnValue:
    """Do what was asked with the merged form; what was read before the clash is read anew."""
    g.pop("_login_user", None)  # where Flask-Login keeps who it has found
    try:
        return current_app.dispatch_request()
    except Exception as error:  # nothing catches what a handler raises
        return current_app.handle_user_exception(error)


def _is_sent_again(name: str, asked: set[str]) -> bool:
    """Tell whether the page with both versions sends a field along; it saves, and never hands in."""
    return name not in asked | held.DELIBERATE | {"csrf_token", ONCE} and not typed.is_secret(name)


def _beaten(error: Exception) -> ResponseReturnValue:
    """Answer when somebody else was faster: nothing of this request was kept, unless it was all kept."""
    log.warning("%s beaten: %s", g.get("request_id"), type(error).__name__)
    return _saved() or _refused(beaten())


def _not_kept(error: Exception) -> ResponseReturnValue:
    """Answer what no database can hold: a number too large, a sign that is none; where it is asked, nothing is."""
    log.warning("%s not kept: %s", g.get("request_id"), type(error).__name__)
    if request.method in {"GET", "HEAD"}:
        return _http_error(NotFound())
    return _saved() or _refused(not_kept())


def _saved() -> ResponseReturnValue | None:
    """Answer a fault that came after the commit: the change stands, and the person is told so."""
    if not g.get("saved"):
        return None
    _let_pass_for_a_visitor()
    if wants_json():
        return jsonify(saved_at=clock.arrived().isoformat())
    message = _("Your change IS saved. Only the next page could not be shown. Do not send the form again.")
    told: dict[str, object] = {
        "heading": _("Your change is saved"),
        "message": message,
        "kept": [],
        "alternates": {},
        "edition": None,
    }
    back = same_site(request.referrer, "/")
    return render_template("error.html", **told, status=200, back=back), 200


def _expired(error: CSRFError) -> ResponseReturnValue:
    message = _("The form does not come from this site, or the browser keeps no cookies, which signing in needs.")
    return held.not_accepted() or page(_("The form was not accepted"), message, 400)


def _wrong_host(error: SecurityError) -> ResponseReturnValue:
    """Answer a request under a name that is not ours: plainly, since no address can be built."""
    return "400 Bad Request\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()  # a redirect of the router
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        away = isinstance(error.original_exception, (OperationalError, OSError))  # raised while an answer went out
        return (_unavailable if away else _broken)(error.original_exception)
    title, message = _WORDS.get(error.code, _WORDS[400])()
    return page(title, message, error.code)


def _unavailable(error: Exception) -> ResponseReturnValue:
    """Answer a temporary fault – locked, full, read-only, away: the work was not saved."""
    log.error(
        "%s unavailable: %s",
        g.get("request_id"),
        type(error).__name__,
        exc_info=not isinstance(error, DBAPIError),
    )
    if told := _saved():
        return told
    message = _("The system could not save or read just now. Your change was NOT saved. Try again in a moment.")
    return page(_("The system is not available for a moment"), message, 503, **{"Retry-After": "10"})


def _broken(error: Exception) -> ResponseReturnValue:
    log.exception("%s broken", g.get("request_id"), exc_info=error)
    if told := _saved():
        return told
    message = _("This is our fault. Your change was NOT saved. Tell the secretary the number below.")
    return page(_("Something went wrong on our side"), message, 500)


def too_large() -> str:
    """Say what was too large, what its limit is, and that the browser still has what was typed."""
    mega = 1024 * 1024
    if (request.max_content_length or 0) > TEXTS:  # files are taken here
        each, all_ = int(current_app.config["MAX_ATTACHMENT_MB"]), (request.max_content_length or 0) // mega
        return _(
            "The files are too large. Nothing was saved. A file may have at most %(each)d MB, all files of one sending "
            "together %(all)d MB. Go back and choose smaller files, or send them one by one.",
            each=each,
            all=all_,
        )
    return _(
        "The texts of this form are too long together: at most %(limit)d MB fit. Nothing was saved. Go back with the "
        "button of your browser: what you have typed is still there. Shorten it and send it again.",
        limit=(request.max_content_length or mega) // mega,
    )


_WORDS = {
    400: lambda: (
        _("The request was not understood"),
        _("Nothing was saved. What you have written, if anything, stands below."),
    ),
    404: lambda: (
        _("There is no such page"),
        _("The address may be mistyped, or the page is not open to you. If you have an account, sign in."),
    ),
    405: lambda: (
        _("This address takes no such request"),
        _("Go back and use the buttons on the page."),
    ),
    413: lambda: (
        _("That is too large"),
        too_large(),
    ),
    429: lambda: (_("Too many attempts"), _("Wait a moment and try again.")),
}
