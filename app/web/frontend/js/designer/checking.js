// Shows the findings of a drawing on its elements and as a list, with the mend where one is obvious.
import { Asking, line, weight, worstByElement } from "./asking.js";
import { mendOf } from "./mends.js";

export class Checking extends Asking {
  constructor(modeler, config, list, serialize) {
    super(modeler.get("eventBus"), config, list, serialize);
    this.modeler = modeler;
  }

  reach(element) {
    reach(this.modeler, element);
  }

  show(findings) {
    const overlays = this.modeler.get("overlays");
    const elements = this.modeler.get("elementRegistry");
    overlays.remove({ type: "finding" });
    const here = (finding) => finding.file === this.path && finding.element && elements.get(finding.element);
    const sorted = [...findings].sort((a, b) => weight(a) - weight(b));
    for (const [id, worst] of worstByElement(sorted.filter(here))) {
      const mark = document.createElement("span");
      mark.className = `q-finding ${worst.severity === "warning" ? "is-warning" : ""}`;
      mark.textContent = "!";
      mark.title = worst.message[this.language];
      overlays.add(id, "finding", { position: { top: -11, right: 11 }, html: mark });
    }
    if (!sorted.length) return this.tell(line("is-good", this.words.no_findings));
    this.tell(...sorted.map((finding) => this.told(finding, here(finding))));
    return undefined;
  }

  mendButton(mend, { element }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "is-mend";
    button.textContent = this.words.mend;
    button.addEventListener("click", () => {
      mend();
      reach(this.modeler, element);
    });
    return button;
  }

  told(finding, isHere) {
    const item = super.told(finding, isHere);
    const mend = isHere && mendOf(finding, this.modeler);
    if (mend) item.append(" ", this.mendButton(mend, finding));
    return item;
  }
}

/** Selects the element and brings it into sight, on whichever plane it is drawn. */
export function reach(modeler, id) {
  const element = modeler.get("elementRegistry").get(id);
  if (!element) return;
  modeler.get("canvas").scrollToElement(element, { top: 80, right: 80, bottom: 80, left: 80 });
  modeler.get("selection").select(element);
}
