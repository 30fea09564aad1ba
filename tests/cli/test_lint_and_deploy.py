"""`lint` and `deploy`: findings as text and JSON, a refused deployment, a repeated one."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import SERVICE, Run

from app.bootstrap.deployments import deploy_folder
from app.bootstrap.serving import composed
from app.settings import index_key, read_settings
from app.storage import open_storage
from app.usecases.deploy_service import Publication


def break_topic(service: Path) -> Path:
    """The service with a task that nobody handles."""
    (model,) = service.glob("*.bpmn")
    text = model.read_text(encoding="utf-8")
    topic = text.partition('camunda:topic="')[2].partition('"')[0]
    assert topic
    model.write_text(
        text.replace(f'camunda:topic="{topic}"', 'camunda:topic="ask_the_stars"', 1),
        encoding="utf-8",
    )
    return model


def test_a_sound_folder_has_no_findings(run: Run) -> None:
    said = run("lint", str(SERVICE))

    assert (said.status, said.out) == (0, "No findings.\n")


def test_a_finding_names_file_line_element_and_rule(run: Run, service: Path) -> None:
    model = break_topic(service)

    said = run("lint", str(service))

    assert said.status == 1
    line, closing = said.out.splitlines()
    assert line.startswith(f"{service.name}/{model.name}:")
    assert int(line.split(":")[1]) > 1
    assert "ask_the_stars" in line
    assert closing == "1 findings"


def test_findings_as_json_speak_all_three_languages(run: Run, service: Path) -> None:
    model = break_topic(service)

    said = run("lint", "--json", str(service.parent))

    assert said.status == 1
    (finding,) = json.loads(said.out)["findings"]
    assert set(finding) == {
        "file", "line", "element", "name", "rule", "severity", "message",
    }  # fmt: skip
    assert finding["file"] == str(model)
    assert finding["element"]
    assert finding["rule"]
    assert len(set(finding["message"].values())) == 3
    assert set(finding["message"]) == {"kk", "ru", "en"}


def test_no_findings_as_json_is_an_empty_list(run: Run) -> None:
    said = run("lint", "--json", str(SERVICE))

    assert (said.status, json.loads(said.out)) == (0, {"findings": []})


def test_what_is_not_there_cannot_be_linted(run: Run, tmp_path: Path) -> None:
    said = run("lint", str(tmp_path / "nowhere"))

    assert said.status == 2
    assert said.err == f"There is no {tmp_path / 'nowhere'}.\n"


def test_lint_without_a_path_tells_its_usage(run: Run) -> None:
    said = run("lint")

    assert said.status == 2
    assert "PATH" in said.err


def test_the_second_deployment_of_the_same_files_changes_nothing(
    run: Run, database: Path, service: Path
) -> None:
    first = run("deploy", str(service))
    second = run("deploy", str(service))
    documents = service / "documents.yaml"
    documents.write_bytes(documents.read_bytes() + b"\n")
    third = run("deploy", str(service))

    assert (first.status, first.out) == (0, "personal-assistant: version 1 deployed\n")
    assert second.out == "personal-assistant: version 1 is already deployed\n"
    assert third.out == "personal-assistant: version 2 deployed\n"


def test_a_folder_with_findings_is_not_deployed(run: Run, database: Path, service: Path) -> None:
    break_topic(service)

    said = run("deploy", str(service))
    after = run("deploy", str(SERVICE))

    assert said.status == 1
    assert "ask_the_stars" in said.out
    assert said.err == f"{service.name} was not deployed: 1 findings.\n"
    assert after.out == "personal-assistant: version 1 deployed\n"


def test_a_folder_without_a_standard_is_no_service(run: Run, database: Path, var: Path) -> None:
    said = run("deploy", str(var))

    assert said.status == 2
    assert "it has no service.yaml" in said.err


def test_a_folder_replaces_what_the_designer_published_only_when_told_to(
    run: Run, database: Path, service: Path
) -> None:
    storage = open_storage(f"sqlite:///{database}", index_key=index_key(read_settings()))
    qadam = composed(read_settings(), storage)
    deploy_folder(qadam, service, "madina", Publication(note="Жаңа", is_designed=True))
    qadam.close_systems()
    storage.close()
    documents = service / "documents.yaml"
    documents.write_bytes(documents.read_bytes() + b"\n")

    refused = run("deploy", str(service))
    replaced = run("deploy", "--over", str(service))

    assert refused.status == 1
    assert refused.err == f"{service.name} was published in the designer: --over replaces it.\n"
    assert replaced.out == "personal-assistant: version 2 deployed\n"
