"""Pages for the people who work in Qadam: the only room that knows Flask."""

from app.web.factory import create_inbound, create_web
from app.web.services import WebServices
from app.web.web_settings import WebSettings

__all__ = ["WebServices", "WebSettings", "create_inbound", "create_web"]
