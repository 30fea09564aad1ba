from pathlib import Path

import pytest

from app.bootstrap.state_systems import served_stand
from app.settings import read_settings


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8123"), ("::1", "http://[::1]:8123")],
)
def test_the_served_stand_is_reached_where_the_server_listens(
    tmp_path: Path, host: str, address: str
) -> None:
    settings = read_settings({"QADAM_VAR": str(tmp_path), "QADAM_HOST": host, "QADAM_PORT": "8123"})

    systems = served_stand(settings)

    assert settings.public_url == address
    assert {str(to.base_url) for to in systems.connections} == {f"{address}/stand/"}
    systems.close()
