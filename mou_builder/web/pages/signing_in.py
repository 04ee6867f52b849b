"""Signing in: how a browser comes in, by the first address or a password, and goes out."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mou_builder.web.responses import go_to
from mou_builder.web.safety.access import Role, User
from mou_builder.web.safety.guard import COOKIE, Guard
from mou_builder.web.safety.passwords import LONGEST_PASSWORD, NO_PASSWORD, Failures

_failures = "failed sign-ins"
OWNER = User("", Role.RECORD)
"""Who came in by the first address, on their own machine."""


def sign_in_with_token() -> Response:
    """Make of the token in the first address a cookie, and of the address one without it."""
    guard = _guard()
    if not guard.access.is_token(request.args.get("token", "")):
        said = "This address is not the one that mou serve printed when it was last started."
        abort(403, said)
    return guard.give_cookie(go_to("agreements.overview"), OWNER)


def icon() -> Response:
    """Send the icon to a browser that asks for it of itself, as beside a page of the register."""
    return current_app.send_static_file("icon.svg")


def sign_in() -> str:
    """Ask for a name and a password."""
    if not _guard().access.users:
        abort(404)
    return render_template(
        "signing_in/sign_in.html", to=_address_inside(request.args.get("to", "")), said=""
    )


def signed_in_with_password() -> Response | tuple[str, int]:
    """Sign in, or say that it failed; after some failures, only after a wait."""
    guard = _guard()
    if not guard.access.users:
        abort(404)
    name, password = request.form.get("name", ""), request.form.get("password", "")
    failures: Failures = current_app.extensions.setdefault(_failures, Failures())
    keys = (f"name {name[:200]}", f"address {request.remote_addr}")
    wait = failures.wait(*keys)
    if wait > 0:
        return _sign_in_again(f"Too many sign-ins failed. Try again in {_in_seconds(wait)}.", 429)
    user = guard.access.users.get(name)
    known = (user.password if user else None) or NO_PASSWORD
    is_right = len(password) <= LONGEST_PASSWORD and known.is_of(password)
    if not is_right or user is None:
        failures.failed(*keys)
        return _sign_in_again("That name and password do not go together.", 403)
    failures.succeeded(*keys)
    return guard.give_cookie(redirect(_address_inside(request.form.get("to", "")), 303), user)


def sign_out() -> Response:
    """End the session."""
    guard = _guard()
    guard.sessions.end(request.cookies.get(COOKIE, ""))
    answer = go_to("signing_in.signed_out")
    answer.delete_cookie(COOKIE, httponly=True, samesite="Strict")
    return answer


def signed_out() -> str:
    """Say that the session is over."""
    return render_template("signing_in/signed_out.html", has_users=bool(_guard().access.users))


def people() -> str:
    """List who may sign in, what each may do, and who is signed in now."""
    guard = _guard()
    if not guard.access.users:
        abort(404)
    known = sorted(guard.access.users.values(), key=lambda each: each.name.casefold())
    return render_template(
        "signing_in/people.html", people=known, here_now=guard.sessions.names(), may=_MAY
    )


_MAY = {
    Role.READ: "read and hand out",
    Role.DRAFT: "read, and change agreements",
    Role.RECORD: "read, change agreements, and record what was done",
}


def _sign_in_again(said: str, status: int) -> tuple[str, int]:
    to = _address_inside(request.form.get("to", ""))
    return render_template("signing_in/sign_in.html", to=to, said=said), status


def _address_inside(to: str) -> str:
    """Return an address of this server that may be gone to after signing in."""
    parts: Any = urlsplit(to.replace("\\", "/"))
    is_ours = to.startswith("/") and not to.startswith("//") and not parts.netloc
    return to if is_ours and "\\" not in to and to.isprintable() else url_for("agreements.overview")


def _in_seconds(wait: float) -> str:
    return f"{max(1, round(wait))} second{'s' if round(wait) > 1 else ''}"


def _guard() -> Guard:
    return cast(Guard, current_app.extensions["guard"])
