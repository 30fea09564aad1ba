// The form of a task: chosen from the draft's, opened in its editor, or made anew for this step.
import { jsx, jsxs } from "@bpmn-io/properties-panel/preact/jsx-runtime";
import { useState } from "@bpmn-io/properties-panel/preact/hooks";
import { useService } from "bpmn-js-properties-panel";
import { csrfHeaders } from "../csrf.js";
import { attributeChoice, Entry } from "./entries.js";
import { bearer, setAttributes } from "./properties.js";

const FORM = "camunda:formKey";

export function formEntry(qadam) {
  const chosen = attributeChoice("qadam-form", qadam.words.form, qadam.forms, FORM);
  return { ...chosen, component: FormEntry, qadam };
}

function FormEntry({ qadam, ...chosen }) {
  return jsxs("div", { children: [jsx(Entry, chosen), jsx(Deed, { element: chosen.element, qadam })] });
}

function Deed({ element, qadam }) {
  const { words } = qadam;
  const modeling = useService("modeling");
  const [failed, setFailed] = useState(false);
  const form = bearer(element).get(FORM) ?? "";
  if (qadam.forms.includes(form)) {
    const link = { className: "q-panel-link", href: qadam.formsAt + form, "data-after-save": "", children: words.open_form };
    return jsx("div", { className: "bio-properties-panel-entry", children: jsx("a", link) });
  }
  const make = async () => {
    const path = pathFor(element, qadam);
    try {
      await save(qadam.filesAt + path, blank(path));
    } catch {
      setFailed(true);
      return;
    }
    qadam.forms.push(path);
    setAttributes(element, { [FORM]: path }, { modeling });
  };
  const button = { type: "button", className: "ds-button is-small", "data-variant": "secondary", "data-make-form": "", onClick: make, children: words.make_form };
  const parts = [jsx("button", button), failed && jsx("p", { className: "bio-properties-panel-error", role: "alert", children: words.form_failed })];
  return jsxs("div", { className: "bio-properties-panel-entry", children: parts });
}

/** Named as the step is, and by a number where there is such a form already. */
function pathFor(element, { forms }) {
  const name = bearer(element).id.replace(/_/g, "-").toLowerCase();
  let path = `forms/${name}.form`;
  for (let n = 2; forms.includes(path); n += 1) path = `forms/${name}-${n}.form`;
  return path;
}

function blank(path) {
  const id = path.replace(/^forms\//, "").replace(/\.form$/, "");
  const form = { type: "default", id, schemaVersion: 19, exporter: { name: "Qadam", version: "1" }, components: [] };
  return `${JSON.stringify(form, null, 2)}\n`;
}

async function save(address, body) {
  const headers = { ...csrfHeaders(), Accept: "application/json", "Content-Type": "application/octet-stream" };
  const answer = await fetch(`${address}?revision=0`, { method: "POST", body, headers, redirect: "manual" });
  if (!answer.ok) throw new Error(String(answer.status));
}
