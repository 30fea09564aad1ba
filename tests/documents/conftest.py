from collections.abc import Iterator
from pathlib import Path

import pytest

from app.documents import TypstRenderer

ROOT = Path(__file__).parents[2]
# As the front-end build copies them; before a build, where npm puts them.
FONTS = (
    ROOT / "app/web/static/build/fonts-pdf",
    ROOT / "app/web/frontend/node_modules/@expo-google-fonts/noto-sans/400Regular",
)


@pytest.fixture(scope="session")
def fonts() -> Path:
    for folder in FONTS:
        if any(folder.glob("*.ttf")):
            return folder
    raise FileNotFoundError("no fonts yet: build the front end, as `python3 run.py` does")


@pytest.fixture
def renderer(fonts: Path) -> Iterator[TypstRenderer]:
    renderer = TypstRenderer(fonts)
    yield renderer
    renderer.close()


@pytest.fixture(scope="session")
def service() -> Path:
    return ROOT / "processes/personal-assistant"
