"""A drawing under another key: what names the process changes, the rest stays byte for byte."""

from pathlib import Path

import pytest

from app.domain.drawing_copy import DrawingNotCopied, renamed_drawing
from app.domain.texts import Text

PROCESSES = Path(__file__).parents[2] / "processes"
NAME = Text('Үйге «бару" & қайту', "Дом <1>", "Home")
POOL = """<?xml version="1.0" encoding="{encoding}"?>
<!-- id="old" <process id="old"> -->
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:c="camunda">
 <collaboration id="c"><participant id="p" name='Ескі' processRef="old"/></collaboration>
 <process name = "Ескі" id="old">
  <documentation><![CDATA[<process id="old" name="kept">]]></documentation>
  <extensionElements><c:properties>
   <c:property name="name.ru" value="Старое"/><c:property name="norm" value="old"/>
  </c:properties></extensionElements>
  <userTask id="t" name="old"><extensionElements><c:properties>
   <c:property name="name.ru" value="Задача"/></c:properties></extensionElements></userTask>
  <callActivity id="a" calledElement="old"/><callActivity id="b" calledElement="older"/>
 </process>
 <x bpmnElement="old"/>
</definitions>
"""


def renamed(text: str, encoding: str = "utf-8") -> str:
    content = text.format(encoding=encoding).encode(encoding)
    return renamed_drawing(content, "old", "new-one", NAME).decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_process_pool_and_references_take_the_new_key_and_name(encoding: str) -> None:
    plain = POOL if encoding != "windows-1251" else POOL.replace("Ескі", "Было")
    name = NAME
    if encoding == "windows-1251":
        name = Text("Дом", "Дом <1>", "Home")
    content = plain.format(encoding=encoding).encode(encoding)

    found = renamed_drawing(content, "old", "new-one", name).decode(encoding)

    assert '<process id="old" name="kept">' in found
    assert '<!-- id="old" <process id="old"> -->' in found
    assert 'id="new-one">' in found
    assert 'processRef="new-one"/>' in found
    assert 'name="name.ru" value="Дом &lt;1&gt;"/>' in found
    assert 'value="Задача"/>' in found
    assert '<c:property name="norm" value="old"/>' in found
    assert 'calledElement="new-one"/>' in found
    assert 'calledElement="older"/>' in found
    assert 'bpmnElement="new-one"/>' in found


def test_a_name_with_quotes_stays_one_attribute() -> None:
    found = renamed(POOL)
    assert 'name = "Үйге «бару&quot; &amp; қайту"' in found
    assert "name='Үйге «бару\" &amp; қайту'" in found


def test_a_drawing_that_names_no_such_process_stays_as_it_is() -> None:
    for path in sorted((PROCESSES / "shared").glob("*.bpmn")):
        content = path.read_bytes()
        assert renamed_drawing(content, "personal-assistant", "new-one", NAME) == content


def test_the_way_there_and_back_gives_the_same_bytes() -> None:
    content = (PROCESSES / "personal-assistant" / "personal-assistant.bpmn").read_bytes()
    name = Text("Жеке көмекші", "Индивидуальный помощник", "Personal assistant")

    there = renamed_drawing(content, "personal-assistant", "home-visit", NAME)

    assert there != content
    assert renamed_drawing(there, "home-visit", "personal-assistant", name) == content


@pytest.mark.parametrize(
    "content", [b'<?xml version="1.0" encoding="none-such"?><a/>', b"<a b='\xff'/>"]
)
def test_an_encoding_that_nobody_knows_is_refused(content: bytes) -> None:
    with pytest.raises(DrawingNotCopied):
        renamed_drawing(content, "old", "new", NAME)
