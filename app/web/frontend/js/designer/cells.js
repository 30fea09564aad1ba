// Findings in the cells of a decision table, and as a list that leads to them; the rules that spoke in a trial.
import { Asking, line, weight, worstByElement } from "./asking.js";

export class CellChecking extends Asking {
  constructor(modeler, bus, config, list, serialize, spots) {
    super(bus, config, list, serialize);
    this.modeler = modeler;
    this.spots = spots;
    // What a trial has shown is of the table as it was then.
    bus.on("commandStack.changed", () => spots.speak([]));
  }

  async check() {
    this.file = new DOMParser().parseFromString(await this.serialize(), "application/xml");
    return super.check();
  }

  /** A cell has no name of its own: its rule and its column are told. */
  placeOf(finding) {
    const cell = finding.file === this.path && !finding.name.kk ? this.element(finding.element) : null;
    const rule = cell?.closest("rule");
    if (!rule || rule === cell) return super.placeOf(finding);
    const [table, tag] = [rule.parentElement, cell.localName.replace("Entry", "")];
    const column = named(table, tag)[named(rule, cell.localName).indexOf(cell)];
    const number = named(table, "rule").indexOf(rule) + 1;
    return [this.words.rule.replace("{n}", number), column?.getAttribute("label") || column?.getAttribute("name")].filter(Boolean).join(", ");
  }

  element(id) {
    return [...this.file.querySelectorAll("[id]")].find((one) => one.getAttribute("id") === id);
  }

  show(findings) {
    const here = ({ file, element }) => file === this.path && element;
    const sorted = [...findings].sort((a, b) => weight(a) - weight(b));
    const worst = worstByElement(sorted.filter(here));
    this.spots.find([...worst].map(([id, { severity, message }]) => ({ id, severity, words: message[this.language] })));
    if (!sorted.length) return this.tell(line("is-good", this.words.no_findings));
    this.tell(...sorted.map((finding) => this.told(finding, here(finding))));
    return undefined;
  }

  /** Opens the decision that the element belongs to, and puts the focus into its cell. */
  async reach(id) {
    const element = this.element(id);
    const owner = element?.closest("decision, businessKnowledgeModel")?.getAttribute("id");
    const view = this.modeler.getViews().find((one) => one.id === owner);
    if (!view) return;
    await this.modeler.open(view);
    for (let one = element; one; one = one.parentElement) {
      const cell = document.querySelector(`[data-canvas] [data-element-id="${CSS.escape(one.getAttribute("id") ?? "")}"]`);
      if (!cell) continue;
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
      (cell.querySelector("[contenteditable]") ?? cell).focus();
      return;
    }
  }
}

function named(parent, tag) {
  return [...parent.children].filter((one) => one.localName === tag);
}

/** Marks cells by a sheet of its own: the library draws the cells anew, and marks of ours inside them would be lost. */
export class Spots {
  constructor() {
    this.found = document.head.appendChild(document.createElement("style"));
    this.spoke = document.head.appendChild(document.createElement("style"));
  }

  find(spots) {
    this.found.textContent = spots.map(({ id, severity, words }) => mark(id, severity, words)).join("\n");
  }

  speak(rules) {
    const rows = rules.map((id) => `[data-canvas] td[data-row-id="${CSS.escape(id)}"]`);
    this.spoke.textContent = rows.length ? `${rows.join(",\n")} { background: var(--q-passed) }` : "";
  }
}

function mark(id, severity, words) {
  const cell = `[data-canvas] :is(td, th)[data-element-id="${CSS.escape(id)}"]`;
  const colour = severity === "warning" ? "var(--ds-color-warning-text-default)" : "var(--q-danger)";
  return `${cell} { box-shadow: inset 0 0 0 2px ${colour} }
${cell}::after { content: "${quoted(words)}"; display: block; padding: 2px 4px; color: ${colour}; font-size: 0.8125rem; white-space: normal }`;
}

function quoted(words) {
  return words.replace(/["\\<>\n\r\f]/g, (letter) => `\\${letter.codePointAt(0).toString(16)} `);
}
