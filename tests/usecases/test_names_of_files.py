"""The files of a draft are told by what they are for."""

from app.bootstrap.composition import read_yaml
from app.bootstrap.deployments import read_whole_folder
from app.settings import ROOT
from app.usecases.names_of_files import names_of_files

FILES = {
    file.path: file.content for file in read_whole_folder(ROOT / "processes" / "personal-assistant")
}


def test_every_file_of_a_service_has_a_name_in_russian() -> None:
    names = names_of_files(FILES, read_yaml)

    unnamed = {path for path in FILES if not names[path] and not path.startswith("shared/")}
    assert unnamed == set()
    assert {one.ru for one in names["personal-assistant.bpmn"]} == {"Индивидуальный помощник"}
    assert "Приём заявления: по этой форме его регистрируют" in {
        one.ru for one in names["forms/application.form"]
    }
    scenario = names["scenarios/applicant_has_died.yaml"]
    assert [one.ru for one in scenario] == [
        "Закрыто: реестр и свидетельство подтвердили смерть заявителя"
    ]


def test_a_file_that_cannot_be_read_has_no_name() -> None:
    broken = dict.fromkeys(("a.bpmn", "a.dmn", "messages.yaml", "documents.yaml"), b"\xff[")

    assert not any(names_of_files({**broken, "forms/a.form": b"{"}, read_yaml).values())
