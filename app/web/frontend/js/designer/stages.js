// Ready stages: call activities to the shared processes of the draft, drawn with what each takes and gives.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { setProperty } from "./properties.js";

const LANGUAGES = ["ru", "en"];

export class Stages {
  constructor(modeler, { ready, language }, menu) {
    this.modeler = modeler;
    menu.hidden = !ready.length;
    const items = ready.map((stage) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.stage = stage.key;
      button.textContent = stage.names[language] || stage.names.kk;
      button.addEventListener("click", () => {
        menu.open = false;
        this.add(stage);
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    menu.querySelector("[data-stage-list]").replaceChildren(...items);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  /** Behind the selected step, where one is selected; else in the middle of what is seen. */
  add(stage) {
    const shape = this.modeler.get("elementFactory").createShape({ type: "bpmn:CallActivity" });
    this.fill(shape.businessObject, stage);
    const selection = this.modeler.get("selection");
    const [chosen, ...others] = selection.get();
    let drawn = null;
    if (chosen && !others.length && is(chosen, "bpmn:FlowNode") && !is(chosen, "bpmn:EndEvent")) {
      drawn = this.modeler.get("autoPlace").append(chosen, shape);
    } else {
      const canvas = this.modeler.get("canvas");
      const { x, y, width, height } = canvas.viewbox();
      drawn = this.modeler.get("modeling").createShape(shape, { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }, canvas.getRootElement());
    }
    const model = { modeling: this.modeler.get("modeling"), bpmnFactory: this.modeler.get("bpmnFactory") };
    for (const language of LANGUAGES) setProperty(drawn, `name.${language}`, stage.names[language], model);
    setProperty(drawn, "norm", stage.norm || "practice", model);
    selection.select(drawn);
  }

  fill(bo, { key, names, takes, gives }) {
    const factory = this.modeler.get("bpmnFactory");
    bo.name = names.kk;
    bo.calledElement = key;
    bo.set("camunda:calledElementBinding", "deployment");
    const values = [
      ...takes.map((name) => factory.create("camunda:In", { source: name, target: name })),
      ...gives.map((name) => factory.create("camunda:Out", { source: name, target: name })),
    ];
    const extension = factory.create("bpmn:ExtensionElements", { values });
    values.forEach((value) => (value.$parent = extension));
    extension.$parent = bo;
    bo.extensionElements = extension;
  }
}
