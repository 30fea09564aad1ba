// The drawing as a list in the order of its flows: for keyboard and screen reader, and for quick finding.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { reach } from "./checking.js";
import { propertyOf } from "./properties.js";
import { kindOf } from "./translating.js";

const REST_MS = 300;

export class Outline {
  constructor(modeler, { language, words }, frame, translate) {
    Object.assign(this, { modeler, language, words, frame, translate });
    modeler.get("eventBus").on(["elements.changed", "import.done", "shape.removed"], () => this.schedule());
    modeler.get("eventBus").on("selection.changed", ({ newSelection }) => this.mark(newSelection));
    frame.addEventListener("click", (event) => {
      const button = event.target.closest("[data-element]");
      if (button) reach(modeler, button.dataset.element);
    });
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), REST_MS);
  }

  draw() {
    const focused = this.frame.contains(document.activeElement) ? document.activeElement.dataset.element : null;
    const roots = this.modeler.get("canvas").getRootElements();
    const tops = roots.flatMap((root) => (is(root, "bpmn:Collaboration") ? root.children.filter((one) => is(one, "bpmn:Participant")) : [root]));
    const drawn = tops.filter((top) => is(top, "bpmn:Process") || is(top, "bpmn:Participant"));
    this.frame.replaceChildren(...drawn.map((top) => this.list(top)));
    this.mark(this.modeler.get("selection").get());
    if (focused) this.frame.querySelector(`[data-element="${CSS.escape(focused)}"]`)?.focus();
  }

  list(parent) {
    const list = document.createElement("ol");
    for (const element of inOrder(nodesOf(parent))) list.append(this.item(element));
    return list;
  }

  item(element) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.element = element.id;
    button.textContent = this.name(element);
    const kind = document.createElement("span");
    kind.textContent = this.translate(kindOf(element));
    item.append(button, " ", kind);
    const ways = element.outgoing.filter((flow) => is(flow, "bpmn:SequenceFlow"));
    if (ways.length) {
      const then = document.createElement("small");
      const told = ways.map((flow) => [this.label(flow), this.name(flow.target)].filter(Boolean).join(" → "));
      then.textContent = `${this.words.then}: ${told.join("; ")}`;
      item.append(then);
    }
    if (is(element, "bpmn:SubProcess") && nodesOf(element).length) item.append(this.list(element));
    return item;
  }

  label(element) {
    const own = element.businessObject.name ?? "";
    return this.language === "kk" ? own : propertyOf(element, `name.${this.language}`) || own;
  }

  name(element) {
    return this.label(element) || element.id;
  }

  mark(selection) {
    const chosen = new Set(selection.map(({ id }) => id));
    for (const button of this.frame.querySelectorAll("[data-element]")) {
      if (chosen.has(button.dataset.element)) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}

function nodesOf(parent) {
  return (parent.children ?? []).filter((one) => is(one, "bpmn:FlowNode") && one.type !== "label");
}

/** Along the flows from where nothing leads to; what stands on an edge comes after its activity. */
function inOrder(nodes) {
  const ordered = [];
  const seen = new Set();
  const byPlace = [...nodes].sort((a, b) => a.x - b.x || a.y - b.y);
  const visit = (node) => {
    if (seen.has(node) || !nodes.includes(node)) return;
    seen.add(node);
    ordered.push(node);
    for (const event of node.attachers ?? []) visit(event);
    for (const flow of node.outgoing) visit(flow.target);
  };
  const isAside = (node) => node.businessObject.triggeredByEvent;
  byPlace.filter((node) => !node.incoming.length && !node.host && !isAside(node)).forEach(visit);
  byPlace.filter((node) => !isAside(node)).forEach(visit);
  byPlace.forEach(visit);
  return ordered;
}
