"""HTTP clients of state systems; the contract of each stands in `docs/contracts/`."""

from app.integrations.gbdfl import GbdFlClient
from app.integrations.http import http_client, stand_transport
from app.integrations.sms import SmsClient

__all__ = ["GbdFlClient", "SmsClient", "http_client", "stand_transport"]
