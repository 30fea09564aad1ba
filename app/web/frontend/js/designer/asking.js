// Asks for the findings of a file as it changes, and tells them as a list.
import { csrfHeaders } from "../csrf.js";
import { whileMoving } from "./moving.js";

const REST_MS = 800;

/** Asks after each rest; `show` of the one that extends it gets the findings. */
export class Asking {
  constructor(bus, { lint, draft, path, language, words }, list, serialize) {
    Object.assign(this, { address: lint, draft, path, language, words, list, serialize });
    this.isMoving = false;
    bus.on("commandStack.changed", () => this.schedule());
    whileMoving(bus, (isMoving) => {
      this.isMoving = isMoving;
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-element]");
      if (button) this.reach(button.dataset.element);
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
      if (error.name !== "AbortError") this.tell(line("is-warning", this.words.check_failed));
    }
    return undefined;
  }

  /** Puts the lines in place of those before; who stood on one stands on the one that took its place, or on the list. */
  tell(...lines) {
    const controls = () => [...this.list.querySelectorAll("button")];
    const at = controls().indexOf(document.activeElement);
    this.list.replaceChildren(...lines);
    if (at < 0) return;
    this.list.tabIndex = -1;
    (controls()[Math.min(at, controls().length - 1)] ?? this.list).focus({ preventScroll: true });
  }

  placeOf({ name, element, file, line }) {
    const place = line ? `${file}, ${this.words.line_no.replace("{n}", line)}` : file;
    return name[this.language] || element || place;
  }

  /** A line of the list; `isHere` where its element can be reached. */
  told(finding, isHere) {
    const item = line(finding.severity === "warning" ? "is-warning" : "is-wrong", "");
    const place = this.placeOf(finding);
    if (isHere) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.element = finding.element;
      button.textContent = place;
      item.append(button, `: ${finding.message[this.language]}`);
    } else {
      item.append(`${place.startsWith(finding.file) ? place : `${finding.file}, ${place}`}: ${finding.message[this.language]}`);
    }
    return item;
  }
}

export const weight = ({ severity }) => (severity === "warning" ? 1 : 0);

export function worstByElement(sorted) {
  const found = new Map();
  for (const finding of sorted) if (!found.has(finding.element)) found.set(finding.element, finding);
  return found;
}

export function line(look, words) {
  const item = document.createElement("li");
  item.className = look;
  item.textContent = words;
  return item;
}
