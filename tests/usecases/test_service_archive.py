"""A service leaves as a zip of its very files, and no hostile zip comes in."""

import stat
import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from app.bootstrap.deployments import read_whole_folder
from app.domain.identity import ProcessKey
from app.domain.models import ModelFile
from app.domain.texts import LANGUAGES
from app.usecases.service_archive import (
    LARGEST_ARCHIVE,
    LARGEST_CONTENT,
    MOST_FILES,
    ArchiveRefused,
    pack,
    unpack,
)

PROCESSES = Path(__file__).parents[2] / "processes"
KEY = ProcessKey("personal-assistant")
DRAWING = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'


def zipped(files: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def with_entry(info: ZipInfo, content: bytes = b"x") -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("s/service.yaml", b"process: s")
        archive.writestr(info, content)
    return written.getvalue()


def refusal(content: bytes) -> ArchiveRefused:
    with pytest.raises(ArchiveRefused) as refused:
        unpack(content)
    return refused.value


def test_the_files_of_the_zip_are_those_of_the_folder_byte_for_byte() -> None:
    files = read_whole_folder(PROCESSES / KEY)

    with ZipFile(BytesIO(pack(KEY, files))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}

    assert len(found) == len(files)
    assert any(name.startswith(f"{KEY}/scenarios/") for name in found)
    assert any(name.startswith("shared/") for name in found)
    assert all(content == (PROCESSES / name).read_bytes() for name, content in found.items())


def test_what_went_out_comes_back_the_same_and_the_zip_is_always_the_same() -> None:
    files = read_whole_folder(PROCESSES / KEY)
    content = pack(KEY, files)

    assert unpack(content).files == tuple(sorted(files, key=lambda file: file.path))
    assert pack(KEY, tuple(reversed(files))) == content


def test_a_folder_zipped_without_its_name_is_a_service_too() -> None:
    found = unpack(zipped({"service.yaml": b"process: s", "s.bpmn": DRAWING, "README.md": b"#"}))

    assert found.files == (ModelFile("s.bpmn", DRAWING), ModelFile("service.yaml", b"process: s"))
    assert found.left_out == ("README.md",)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.form",
        "s/../../evil.form",
        "/etc/passwd.form",
        "s/./a.form",
        "s//a.form",
        "C:/windows.form",
        "s\\..\\a.form",
        "s/a\x01.form",
        "s/" + "a" * 200 + ".form",
    ],
)
def test_a_path_out_of_the_folder_is_refused_and_named(name: str) -> None:
    refused = refusal(with_entry(ZipInfo(name)))

    assert refused.reason.en.startswith("The path of a file in the archive")
    assert len({refused.reason.in_language(one) for one in LANGUAGES}) == 3


def test_a_name_with_a_zero_in_it_is_refused() -> None:
    content = with_entry(ZipInfo("s/aQ.form"))
    assert refusal(content.replace(b"s/aQ.form", b"s/a\x00.form")).reason.en.startswith("The path")


def test_a_link_is_refused() -> None:
    link = ZipInfo("s/passwd.form")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert refusal(with_entry(link, b"/etc/passwd")).reason.en.startswith(
        "The archive holds a link"
    )


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_holds() -> None:
    bomb = zipped({"s/service.yaml": b"process: s", "s/a.form": b"\0" * (LARGEST_CONTENT + 1)})
    assert len(bomb) < 100_000
    assert "30 MB" in refusal(bomb).reason.en

    # The same bomb, whose directory claims that the file has ten bytes.
    size = struct.pack("<L", LARGEST_CONTENT + 1)
    assert refusal(bomb.replace(size, struct.pack("<L", 10)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no ZIP"),
        (b"PK\x03\x04 and nothing more", "no ZIP"),
        (b"\0" * (LARGEST_ARCHIVE + 1), "10 MB"),
        (zipped({f"s/{n}.form": b"" for n in range(MOST_FILES + 1)}), "too many"),
        (zipped({"s/a.form": b"{}"}), "one service"),
        (zipped({"a/service.yaml": b"", "b/service.yaml": b""}), "one service"),
        (zipped({"a/b/service.yaml": b""}), "one service"),
        (zipped({"shared/service.yaml": b""}), "one service"),
        (zipped({"s/service.yaml": b"", "s/shared/a.form": b"", "shared/a.form": b""}), "twice"),
        (zipped({"s/service.yaml": b"", "s/s.bpmn": b"<a"}), "cannot be read"),
        (
            zipped({"s/service.yaml": b"", "s/s.bpmn": b'<!DOCTYPE a [<!ENTITY e "">]><a>&e;</a>'}),
            "DOCTYPE",
        ),
        (zipped({"s/service.yaml": b"", "shared/x.dmn": b"<!DOCTYPE a><a/>"}), "DOCTYPE"),
    ],
)
def test_what_is_no_service_is_refused_in_words(content: bytes, reason: str) -> None:
    assert reason in refusal(content).reason.en


def test_a_file_that_stands_twice_or_is_locked_or_packed_oddly_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = with_entry(ZipInfo("s/service.yaml"))
    assert "twice" in refusal(twice).reason.en

    odd = ZipInfo("s/a.form")
    odd.compress_type = ZIP_BZIP2
    assert "no ZIP" in refusal(with_entry(odd)).reason.en

    locked = _marked_as_locked(with_entry(ZipInfo("s/a.form")))
    assert "password" in refusal(locked).reason.en


def _marked_as_locked(content: bytes) -> bytes:
    """Set the flag of encryption in every entry of the directory."""
    return b"PK\x01\x02".join(
        part if place == 0 else part[:4] + b"\x01" + part[5:]
        for place, part in enumerate(content.split(b"PK\x01\x02"))
    )


@pytest.mark.parametrize("cut", [1, 10, 50])
def test_a_damaged_zip_is_refused(cut: int) -> None:
    content = zipped({"s/service.yaml": b"process: s" * 100})
    assert refusal(content[cut:-cut] if cut > 1 else content[:-cut])


def test_content_that_does_not_match_its_sum_is_refused() -> None:
    content = bytearray(zipped({"s/service.yaml": b"process: s" * 100}))
    content[50] ^= 0xFF
    assert refusal(bytes(content))
