"""A decision file with every kind of element and of cell that the table editor has a window for."""

TYPES = (
    "string", "boolean", "number", "date", "time", "dateTime", "dayTimeDuration",
    "yearMonthDuration", "Any",
)  # fmt: skip
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
    xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"
    xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
    id="every" name="Бәрі" namespace="urn:every">
"""
_BESIDE = """
  <decision id="sentence" name="Өрнек"><variable id="sentence_name" name="Өрнек" />
    <informationRequirement id="needs"><requiredDecision href="#table" /></informationRequirement>
    <literalExpression id="said"><text>1 + 1</text></literalExpression></decision>
  <decision id="open" name="Бос"><variable id="open_name" name="Бос" /></decision>
  <inputData id="data" name="Дерек"><variable id="data_name" name="Дерек" /></inputData>
  <businessKnowledgeModel id="known" name="Білім"><variable id="known_name" name="Білім" />
    <encapsulatedLogic id="logic"><formalParameter id="first" name="бір" typeRef="number" />
      <literalExpression id="body"><text>бір + 1</text></literalExpression></encapsulatedLogic>
  </businessKnowledgeModel>
  <knowledgeSource id="source" name="Бұйрық" />
"""
_PLACES = {
    "table": (160, 80), "sentence": (400, 80), "open": (640, 80), "data": (160, 260),
    "known": (400, 260), "source": (640, 260),
}  # fmt: skip


def every_decision() -> str:
    """The file, with a column of each type at both sides of the table."""
    inputs = "".join(
        f'<input id="in_{kind}" label="{n}"><inputExpression id="of_{kind}" typeRef="{kind}">'
        f"<text>x{n}</text></inputExpression></input>"
        for n, kind in enumerate(TYPES)
    )
    outputs = "".join(
        f'<output id="out_{kind}" name="y{n}" typeRef="{kind}" />' for n, kind in enumerate(TYPES)
    )
    cells = "".join(f'<inputEntry id="test_{kind}"><text></text></inputEntry>' for kind in TYPES)
    said = "".join(f'<outputEntry id="said_{kind}"><text></text></outputEntry>' for kind in TYPES)
    table = (
        '<decision id="table" name="Кесте"><variable id="table_name" name="Кесте" />'
        f'<decisionTable id="rules">{inputs}{outputs}'
        f'<annotation name="kk" /><rule id="only">{cells}{said}'
        "<annotationEntry><text>1</text></annotationEntry></rule></decisionTable></decision>"
    )
    shapes = "".join(
        f'<dmndi:DMNShape id="of_{key}" dmnElementRef="{key}">'
        f'<dc:Bounds x="{x}" y="{y}" width="180" height="80" /></dmndi:DMNShape>'
        for key, (x, y) in _PLACES.items()
    )
    drawn = f'<dmndi:DMNDI><dmndi:DMNDiagram id="drawn">{shapes}</dmndi:DMNDiagram></dmndi:DMNDI>'
    return f"{_HEAD}{table}{_BESIDE}{drawn}</definitions>"
