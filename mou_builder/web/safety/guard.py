"""What every request passes before a page sees it, and what every answer carries.

A request must name this server by a name of its own (against DNS rebinding), come from a page of
this server when it changes something (Origin; the secret of the session in each form), and be of a
person whose role the page asks for. An answer may load nothing from elsewhere, run no script but
our files, and be framed by nobody.
"""

from __future__ import annotations

import hmac
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.wrappers import Response as AnyResponse

from mou_builder.web.responses import go_to
from mou_builder.web.safety.access import Access, Role, Session, Sessions, User

COOKIE = "mou"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
NOT_SIGNED_IN = User("", Role.ANYONE)
_LARGEST_FORM = 3_000_000
"""Bytes of a form without files; the largest config, as a form writes it, and the fields of it."""
_MOST_NOTICES = 9
_TOO_OLD = "This form is too old: it was shown before you signed in last."
_ENDED = "You are not signed in, or not any more. Sign in again in another window."
_READING = {"GET", "HEAD", "OPTIONS"}


class Guard:
    """Checks every request before a page sees it, and completes every answer."""

    def __init__(self, access: Access, sessions: Sessions) -> None:
        self.access = access
        self.sessions = sessions

    def protect(self, app: Flask) -> None:
        """Admit every request to an application, and put the headers of safety on its answers."""
        app.before_request(self.admit)
        app.after_request(self.add_headers)

    def admit(self) -> AnyResponse | None:
        """Admit a request, ask for a sign-in, or end it with 400, 403 or 404."""
        g.session = None
        if request.host not in self.access.hosts:
            abort(400, "This server has another name. Use the address that mou serve printed.")
        self._refuse_other_origins()
        g.is_from_here = True
        if request.mimetype != "multipart/form-data":  # which is read piece by piece
            request.max_content_length = _LARGEST_FORM
        g.session = self.sessions.find(request.cookies.get(COOKIE, ""))
        role = self._role_needed()
        if role is Role.ANYONE:
            return None
        if g.session is None:
            return self._ask_to_sign_in()
        if signed_in().role < role:
            abort(403, f"Your role, {signed_in().role.name.lower()}, does not allow this.")
        if request.method not in _READING and not _is_ours(g.session):
            abort(403, _TOO_OLD)
        g.is_admitted = True
        return None

    def add_headers(self, response: Response) -> Response:
        """Put the headers of safety on every answer; pages are not kept by a browser."""
        response.headers.update(HEADERS)
        response.headers["Content-Security-Policy"] = g.get("policy", POLICY)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response

    def give_cookie(self, response: AnyResponse, user: User) -> AnyResponse:
        """Begin a session, and put its name into the answer's cookie."""
        self.sessions.end(request.cookies.get(COOKIE, ""))
        response.set_cookie(
            COOKIE,
            self.sessions.begin(user),
            httponly=True,
            samesite="Strict",
            secure=request.host in self.access.secure_hosts,
        )
        return response

    def _refuse_other_origins(self) -> None:
        """Refuse what another site's page sends (Fetch standard: Origin, Sec-Fetch-Site)."""
        if request.method in _READING:
            return
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc not in self.access.hosts:
            abort(403, "This was sent from a page of another site.")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            abort(403, "This was sent from a page of another site.")

    def _role_needed(self) -> Role:
        """Return the role that a page needs; a page without one cannot be reached."""
        if request.endpoint == "static":
            return Role.ANYONE
        view = current_app.view_functions.get(request.endpoint or "")
        role = getattr(view, "role", None)
        if role is None:
            if self.sessions.find(request.cookies.get(COOKIE, "")) is None:
                abort(403, "Sign in first.")
            abort(404)
        return cast(Role, role)

    def _ask_to_sign_in(self) -> AnyResponse:
        if not self.access.users:
            abort(403, "Open the address that mou serve printed; it lets this browser in.")
        if request.method not in _READING:
            abort(403, _ENDED)
        return go_to("signing_in.sign_in", to=request.full_path.rstrip("?"))


def signed_in() -> User:
    """Return who sent this request."""
    found = cast("Session | None", g.get("session"))
    return found.user if found else NOT_SIGNED_IN


def add_notice(words: str, kind: str = "done") -> None:
    """Show a notice on the next page of this session: ``done``, ``warn`` or ``bad``."""
    found = cast("Session | None", g.get("session"))
    if found:
        found.notices = [*found.notices[-_MOST_NOTICES:], (words, kind)]


def take_notices() -> list[tuple[str, str]]:
    """Return the notices that this page shows, and forget them."""
    found = cast("Session | None", g.get("session"))
    notices = list(found.notices) if found else []
    if found:
        found.notices.clear()
    return notices


def csrf() -> str:
    """Return the secret that each form of this session carries; "" without a session."""
    found = cast("Session | None", g.get("session"))
    return found.csrf if found else ""


def _is_ours(found: Session) -> bool:
    sent = request.form.get("csrf", "")
    return hmac.compare_digest(found.csrf.encode(), sent.encode())
