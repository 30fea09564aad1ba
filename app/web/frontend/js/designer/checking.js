// Asks for the findings of the drawing as it changes, and shows them on the elements and as a list.
import { csrfHeaders } from "../csrf.js";
import { mendOf } from "./mends.js";

const REST_MS = 800;

export class Checking {
  constructor(modeler, { lint, draft, path, language, words }, list, serialize) {
    Object.assign(this, { modeler, address: lint, draft, path, language, words, list, serialize });
    this.isMoving = false;
    const bus = modeler.get("eventBus");
    bus.on("commandStack.changed", () => this.schedule());
    bus.on(["drag.start", "create.start"], () => {
      this.isMoving = true;
    });
    bus.on("drag.cleanup", () => {
      this.isMoving = false;
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-element]");
      if (button) reach(modeler, button.dataset.element);
    });
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), REST_MS);
  }

  async check() {
    if (this.isMoving) return this.schedule();
    this.request?.abort();
    this.request = new AbortController();
    const body = JSON.stringify({ draft: this.draft, files: [{ path: this.path, content: await this.serialize() }] });
    try {
      const headers = { ...csrfHeaders(), Accept: "application/json", "Content-Type": "application/json" };
      const answer = await fetch(this.address, { method: "POST", body, headers, signal: this.request.signal, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show((await answer.json()).findings);
    } catch (error) {
      if (error.name !== "AbortError") this.list.replaceChildren(line("is-warning", this.words.check_failed));
    }
    return undefined;
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
    if (!sorted.length) return this.list.replaceChildren(line("is-good", this.words.no_findings));
    this.list.replaceChildren(...sorted.map((finding) => this.told(finding, here(finding))));
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
    const item = line(finding.severity === "warning" ? "is-warning" : "is-wrong", "");
    const place = finding.name || finding.element || finding.file;
    if (isHere) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.element = finding.element;
      button.textContent = place;
      item.append(button, `: ${finding.message[this.language]}`);
      const mend = mendOf(finding, this.modeler);
      if (mend) item.append(" ", this.mendButton(mend, finding));
    } else {
      item.append(`${place === finding.file ? place : `${finding.file}, ${place}`}: ${finding.message[this.language]}`);
    }
    return item;
  }
}

const weight = ({ severity }) => (severity === "warning" ? 1 : 0);

function worstByElement(sorted) {
  const found = new Map();
  for (const finding of sorted) if (!found.has(finding.element)) found.set(finding.element, finding);
  return found;
}

function line(look, words) {
  const item = document.createElement("li");
  item.className = look;
  item.textContent = words;
  return item;
}

/** Selects the element and brings it into sight, on whichever plane it is drawn. */
export function reach(modeler, id) {
  const element = modeler.get("elementRegistry").get(id);
  if (!element) return;
  modeler.get("canvas").scrollToElement(element, { top: 80, right: 80, bottom: 80, left: 80 });
  modeler.get("selection").select(element);
}
