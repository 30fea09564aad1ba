"""HTTP clients of state systems; the contract of each stands in `docs/contracts/`."""

from app.integrations.aleumet import AleumetClient
from app.integrations.cbdi import CbdiClient
from app.integrations.dds import DdsClient
from app.integrations.egov import EgovClient
from app.integrations.esobes import ESobesClient
from app.integrations.gbdfl import GbdFlClient
from app.integrations.http import http_client, stand_transport
from app.integrations.mab import MabClient
from app.integrations.monitoring import MonitoringClient
from app.integrations.sms import SmsClient

__all__ = [
    "AleumetClient",
    "CbdiClient",
    "DdsClient",
    "ESobesClient",
    "EgovClient",
    "GbdFlClient",
    "MabClient",
    "MonitoringClient",
    "SmsClient",
    "http_client",
    "stand_transport",
]
