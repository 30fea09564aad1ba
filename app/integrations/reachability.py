"""Whether a state system answers at all and knows our token, asked without changing anything."""

from collections.abc import Mapping
from types import MappingProxyType

import httpx

from app.domain.state_systems import SYSTEM_NAMES, SystemCode
from app.integrations.answers import exchange

NOBODY = "000000000000"
"""An IIN that no person has."""
_PROBES: Mapping[SystemCode, str] = MappingProxyType(
    {
        "gbdfl": f"/gbdfl/v1/persons/{NOBODY}",
        "cbdi": f"/cbdi/v1/disabilities/{NOBODY}",
        "esobes": f"/esobes/v1/programmes/{NOBODY}",
        "mab": f"/mab/v1/phones/{NOBODY}",
        "egov": f"/egov/v1/users/{NOBODY}/phone",
        # No question is free of consequences there: that the place is known has to do.
        "dds": "/dds/v1/consents",
        "sms": "/sms/v1/messages/none",
        "monitoring": "/monitoring/v1/stages",
        "aleumet": "/aleumet/v1/measures/none/choice",
    }
)


def demand_reachable(system: SystemCode, client: httpx.Client) -> None:
    """Ask about nobody and nothing: any answer that is no failure will do.

    Raises:
        SystemUnavailable: no answer in time, no connection, out of order, or the token refused.
    """
    exchange(SYSTEM_NAMES[system], client, "GET", _PROBES[system])
