"""The web server: the page, its style sheet, the states for machines, and the health of the server itself."""

import base64
import hashlib
from http.client import responses
from pathlib import Path
from typing import Any

import jinja2
from tornado.web import Application, HTTPError, RequestHandler

from .contrast import text_on, variables
from .settings import Settings
from .status import State, Status, StatusChecker

HERE = Path(__file__).parent
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
EXPLANATIONS = {
    404: "There is no page at this address. It may have moved, or the link has a typing error.",
    405: "This address answers no requests of that kind.",
}


class Site:
    """What all handlers share: settings, states, templates and the style sheet."""

    def __init__(self, settings: Settings, checker: StatusChecker) -> None:
        self.settings = settings
        self.checker = checker
        theme = settings.theme
        self.style = variables(theme.primary, theme.accent) + (HERE / "static/landing.css").read_text(encoding="utf-8")
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            settings=settings,
            logo=_logo_source(theme.logo),
            icon_text=text_on(theme.primary),
            style_version=hashlib.sha256(self.style.encode()).hexdigest()[:12],
        )

    def render(self, template: str, **values: Any) -> str:
        """One template with these values and the shared ones."""
        return self._templates.get_template(template).render(**values)


def _logo_source(logo: str | None) -> str | None:
    """An SVG goes into an image, where scripts and outside references in it stay dead."""
    if logo is None or logo.startswith("data:"):
        return logo
    return "data:image/svg+xml;base64," + base64.b64encode(logo.encode()).decode()


def headline(status: Status) -> tuple[State, str]:
    """The state of all services in one sentence."""
    down, up = status.having(State.DOWN), status.having(State.UP)
    if down:
        return State.DOWN, "Down at the moment: " + ", ".join(service.title for service in down)
    if up and len(up) == len(status.services):
        return State.UP, "All services are up"
    if up:
        return State.UP, "All monitored services are up"
    return State.UNKNOWN, "The services are not monitored"


class Base(RequestHandler):
    """Headers and error pages, the same everywhere."""

    def initialize(self, site: Site) -> None:
        """Called by tornado with the arguments of the route."""
        self.site = site

    def set_default_headers(self) -> None:
        """Also on errors."""
        self.clear_header("Server")
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """The error in the look of the page, without inner details."""
        self.finish(
            self.site.render(
                "error.html",
                code=status_code,
                name=responses.get(status_code, "Error"),
                explanation=EXPLANATIONS.get(status_code, "Something went wrong on this server."),
            )
        )

    async def head(self) -> None:
        """The headers of GET; tornado leaves the body out."""
        await self.get()

    async def get(self) -> None:
        """Each page has its own; without one there is no page."""
        raise HTTPError(404)


class Page(Base):
    """The landing page."""

    async def get(self) -> None:
        """Complete without JavaScript; a reload shows new states."""
        status = await self.site.checker.status()
        state, sentence = headline(status)
        self.finish(self.site.render("page.html", status=status, overall=state, sentence=sentence))


class StatusJson(Base):
    """The states for machines."""

    async def get(self) -> None:
        """The same states as on the page."""
        status = await self.site.checker.status()
        entries = [
            {"id": e.service.id, "title": e.service.title, "state": e.state, "reason": e.reason}
            for e in status.services
        ]
        checked_at = status.checked_at.isoformat(timespec="seconds")
        self.finish({"facility": self.site.settings.facility, "checkedAt": checked_at, "services": entries})


class Health(Base):
    """For probes: this server only, not the services behind it."""

    async def get(self) -> None:
        """Says ok."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("ok")


class Style(Base):
    """The one style sheet."""

    async def get(self) -> None:
        """The page names it by its hash, so it may be kept."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=86400")
        self.finish(self.site.style)


class Icon(Base):
    """The icon of the browser tab, in the facility's colour."""

    async def get(self) -> None:
        """Three diffraction rings."""
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "public, max-age=86400")
        self.finish(self.site.render("icon.svg"))


def application(settings: Settings, checker: StatusChecker) -> Application:
    """The server's routes."""
    site = {"site": Site(settings, checker)}
    return Application(
        [
            (r"/", Page, site),
            (r"/status\.json", StatusJson, site),
            (r"/healthz", Health, site),
            (r"/landing\.css", Style, site),
            (r"/icon\.svg", Icon, site),
        ],
        default_handler_class=Base,
        default_handler_args=site,
        log_function=lambda handler: None,
    )
