"""Builds the web application out of bound use cases."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app.web import sessions
from app.web.admin.pages import admin_pages
from app.web.assets import asset_files, read_manifest
from app.web.cabinet import session as cabinet
from app.web.cabinet.pages import cabinet_pages
from app.web.case.pages import case_pages
from app.web.complaint.pages import complaint_pages
from app.web.compression import compress_answers
from app.web.designer.pages import designer_pages
from app.web.entrance.pages import entrance_pages
from app.web.guard import guard
from app.web.headers import send_headers
from app.web.home import home_pages
from app.web.inbound.pages import inbound_pages
from app.web.inbox.pages import inbox_pages
from app.web.intake.counter import counter_pages
from app.web.intake.pages import intake_pages
from app.web.notes.pages import note_pages
from app.web.page_context import teach_templates
from app.web.papers.pages import paper_pages
from app.web.permissions import demand_permissions
from app.web.problems import answer_problems
from app.web.registers.pages import register_pages
from app.web.services import WebServices
from app.web.signing.pages import signing_pages
from app.web.substitutions.pages import substitution_pages
from app.web.supervisor.pages import supervisor_pages
from app.web.task.pages import task_pages
from app.web.telling.pages import telling_pages
from app.web.verify.pages import verify_pages
from app.web.web_settings import WebSettings

LARGEST_FORM = 2 * 1024 * 1024
"""Bytes of typed answers."""
LARGEST_REQUEST = 64 * 1024 * 1024
"""Bytes. Far more than a file may have, so that the answers typed beside a file that is too
large are still read, and the refusal can be told."""


def create_web(services: WebServices, settings: WebSettings) -> Flask:
    """The pages as a WSGI application.

    Raises:
        FrontEndNotBuilt: `settings.static` holds no manifest.
        RuntimeError: a route declares no permission.
    """
    app = _configured(settings)
    manifest = read_manifest(settings.static)
    # A moving window: a fixed one lets twice the limit through around its edge.
    limiter = Limiter(
        get_remote_address, app=app, storage_uri="memory://", strategy="moving-window"
    )
    compress_answers(app)
    send_headers(app, https=settings.https)
    cabinet.send_cookies(app, settings)
    guard(app, services, settings)
    teach_templates(app, services, settings, manifest)
    answer_problems(app)
    for blueprint in (
        asset_files(settings.static, manifest),
        home_pages(services, settings.static),
        entrance_pages(services, limiter),
        inbox_pages(services),
        substitution_pages(services),
        task_pages(services),
        intake_pages(services),
        counter_pages(services),
        case_pages(services),
        note_pages(services),
        telling_pages(services),
        complaint_pages(services),
        paper_pages(services),
        signing_pages(services, limiter),
        register_pages(services),
        verify_pages(services, limiter),
        supervisor_pages(services),
        inbound_pages(services),
        designer_pages(services),
        admin_pages(services),
        cabinet_pages(services, limiter),
    ):
        app.register_blueprint(blueprint)
    demand_permissions(app)
    return app


def create_inbound(services: WebServices, settings: WebSettings) -> Flask:
    """What state systems send to alone, without a page: a scenario's world has no other visitor."""
    app = _configured(settings)
    guard(app, services, settings)
    answer_problems(app)
    app.register_blueprint(inbound_pages(services))
    demand_permissions(app)
    return app


def _configured(settings: WebSettings) -> Flask:
    app = Flask("app.web", static_folder=None)
    sessions.configure(app, settings)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=LARGEST_FORM)
    return app
