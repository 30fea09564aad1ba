"""A service as a zip: the files of its folder, byte for byte, and the shared ones it reaches."""

import stat
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.domain.identity import ProcessKey
from app.domain.models import SHARED, ModelFile, is_diagram, is_shared
from app.domain.refusals import Invalid
from app.domain.texts import LANGUAGES, Text
from app.safe_xml import UnreadableModel, read_xml
from app.usecases.service_version import STANDARD

LARGEST_ARCHIVE = 10 * 1024 * 1024
"""Bytes of the zip as it is sent."""
LARGEST_CONTENT = 30 * 1024 * 1024
"""Bytes of all files together, unpacked."""
MOST_FILES = 1000
LONGEST_PATH = 200
KEPT = frozenset({".bpmn", ".dmn", ".form", ".typ", ".yaml"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1


class ArchiveRefused(Invalid):
    """The zip is none, is hostile, or holds no service; nothing was taken in."""

    code = "ArchiveRefused"
    title = Text("Мұрағат қабылданбады", "Архив не принят", "The archive was not accepted")

    def __init__(self, reason: Text, name: str = "") -> None:
        super().__init__(f"{reason.en} {name}".strip())
        named = f": {name}" if name else ""
        self.reason = Text(*(reason.in_language(one) + named for one in LANGUAGES))


NOT_A_ZIP = Text(
    "Бұл ZIP мұрағаты емес немесе ол бүлінген",
    "Это не ZIP-архив, или он повреждён",
    "This is no ZIP archive, or it is damaged",
)
TOO_LARGE = Text(
    "Мұрағат тым үлкен: 10 МБ-тан аспауы керек",
    "Архив слишком велик: не более 10 МБ",
    "The archive is too large: at most 10 MB",
)
UNPACKS_TOO_LARGE = Text(
    "Мұрағаттың ішіндегі файлдар тым үлкен: барлығы 30 МБ-тан аспауы керек",
    "Файлы в архиве слишком велики: вместе не более 30 МБ",
    "The files in the archive are too large: at most 30 MB together",
)
TOO_MANY = Text(
    "Мұрағатта файл тым көп: 1000-нан аспауы керек",
    "В архиве слишком много файлов: не более 1000",
    "There are too many files in the archive: at most 1000",
)
UNSAFE_NAME = Text(
    "Мұрағаттағы файл жолы қызмет қалтасынан тыс жерге шығады немесе рұқсат етілмеген",
    "Путь файла в архиве ведёт за пределы папки услуги или недопустим",
    "The path of a file in the archive leads out of the service's folder or is not allowed",
)
LINK = Text(
    "Мұрағатта сілтеме файл бар, тек кәдімгі файлдар қабылданады",
    "В архиве есть файл-ссылка, принимаются только обычные файлы",
    "The archive holds a link, only plain files are accepted",
)
ENCRYPTED = Text(
    "Мұрағаттағы файл құпиясөзбен жабылған",
    "Файл в архиве закрыт паролем",
    "A file in the archive is locked by a password",
)
TWICE = Text(
    "Мұрағатта бір файл екі рет тұр",
    "Файл встречается в архиве дважды",
    "A file stands in the archive twice",
)
NO_SERVICE = Text(
    "Мұрағатта бір ғана қызмет қалтасы болуы керек: түбінде немесе жалғыз қалтада service.yaml",
    "В архиве должна быть папка одной услуги: service.yaml в корне или в единственной папке",
    "The archive must hold the folder of one service: service.yaml at its root or in one folder",
)
UNREADABLE_DRAWING = Text(
    "Сызба немесе шешім файлы оқылмайды",
    "Файл схемы или решений не читается",
    "A file of a diagram or of decisions cannot be read",
)
DOCTYPE = Text(
    "Файлда DOCTYPE немесе ENTITY бар, мұндай XML қабылданбайды",
    "В файле есть DOCTYPE или ENTITY, такой XML не принимается",
    "The file has a DOCTYPE or entities, such XML is not accepted",
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    files: tuple[ModelFile, ...]
    left_out: tuple[str, ...]
    """Names of what belongs to no service, such as a readme."""


def pack(key: ProcessKey, files: Sequence[ModelFile]) -> bytes:
    """The service's own files in a folder of its key, the shared ones in `shared/` beside it.

    The same files give the same bytes.
    """
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda file: file.path):
            name = file.path if is_shared(file.path) else f"{key}/{file.path}"
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, file.content)
    return written.getvalue()


def unpack(content: bytes) -> Unpacked:
    """The files of the one service in the zip. Raises ArchiveRefused."""
    if len(content) > LARGEST_ARCHIVE:
        raise ArchiveRefused(TOO_LARGE)
    try:
        with ZipFile(BytesIO(content)) as archive:
            found = _read_all(archive)
    # What broken archives raise: bad lengths and sums, names in no encoding.
    except (BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise ArchiveRefused(NOT_A_ZIP) from error
    return _of_one_service(found)


def _read_all(archive: ZipFile) -> dict[str, bytes]:
    entries = [info for info in archive.infolist() if not info.is_dir()]
    if len(entries) > MOST_FILES:
        raise ArchiveRefused(TOO_MANY)
    for info in entries:
        _demand_harmless(info)
    if sum(info.file_size for info in entries) > LARGEST_CONTENT:
        raise ArchiveRefused(UNPACKS_TOO_LARGE)
    found: dict[str, bytes] = {}
    left = LARGEST_CONTENT
    for info in entries:
        if info.filename in found:
            raise ArchiveRefused(TWICE, info.filename)
        with archive.open(info) as file:
            # What the head of an archive says of its sizes may be a lie.
            found[info.filename] = file.read(left + 1)
        left -= len(found[info.filename])
        if left < 0:
            raise ArchiveRefused(UNPACKS_TOO_LARGE)
    return found


def _demand_harmless(info: ZipInfo) -> None:
    # `filename` has been cut at a zero character, and on Windows its separators were changed.
    name = info.orig_filename
    parts = name.split("/")
    is_odd = any(ord(letter) < 32 or letter in "\\:" for letter in name)
    if is_odd or len(name) > LONGEST_PATH or any(part in ("", ".", "..") for part in parts):
        raise ArchiveRefused(UNSAFE_NAME, name.replace("\0", "")[:LONGEST_PATH])
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise ArchiveRefused(LINK, name)
    if info.flag_bits & _ENCRYPTED:
        raise ArchiveRefused(ENCRYPTED, name)
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ArchiveRefused(NOT_A_ZIP, name)


def _of_one_service(found: dict[str, bytes]) -> Unpacked:
    folders = {name.removesuffix(STANDARD) for name in found if name.split("/")[-1] == STANDARD}
    if len(folders) != 1:
        raise ArchiveRefused(NO_SERVICE)
    (home,) = folders
    if home.count("/") > 1 or home == SHARED:
        raise ArchiveRefused(NO_SERVICE)
    files: dict[str, ModelFile] = {}
    left_out = []
    for name, content in sorted(found.items()):
        path = name if is_shared(name) else name.removeprefix(home)
        is_own = is_shared(name) or name.startswith(home)
        if not is_own or PurePosixPath(name).suffix not in KEPT:
            left_out.append(name)
            continue
        if path in files:
            raise ArchiveRefused(TWICE, path)
        _demand_readable(path, content)
        files[path] = ModelFile(path, content)
    return Unpacked(tuple(files[path] for path in sorted(files)), tuple(left_out))


def _demand_readable(path: str, content: bytes) -> None:
    """A drawing that cannot be read could not be opened either."""
    if not is_diagram(path) and not path.endswith(".dmn"):
        return
    try:
        read_xml(content)
    except UnreadableModel as error:
        reason = DOCTYPE if error.rule == "doctype-refused" else UNREADABLE_DRAWING
        raise ArchiveRefused(reason, path) from error
