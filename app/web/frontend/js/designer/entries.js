// Entries of the properties panel: fields of some kind over a value that is read and written.
import { CheckboxEntry, FeelEntry, SelectEntry, TextAreaEntry, TextFieldEntry } from "@bpmn-io/properties-panel";
import { jsx } from "@bpmn-io/properties-panel/preact/jsx-runtime";
import { useService } from "bpmn-js-properties-panel";
import { bearer, propertyOf, setAttributes, setProperty } from "./properties.js";

export { CheckboxEntry, FeelEntry, SelectEntry, TextAreaEntry, TextFieldEntry };

export function filled(node) {
  return Boolean(node && (node.value || node.checked || node.querySelector?.(".cm-content")?.textContent));
}

function useModel() {
  return { modeling: useService("modeling"), bpmnFactory: useService("bpmnFactory"), debounce: useService("debounceInput"), translate: useService("translate") };
}

/**
 * `extra` gives what else the field needs to know, by the element. Every entry has the same component, told apart by
 * id: one made anew for each change of the drawing would lose the words that are just being typed, and the focus.
 */
export function entry(id, field, label, read, write, extra = () => ({})) {
  return { id, isEdited: filled, component: Entry, field, label, read, write, extra };
}

export function Entry({ element, id, field, label, read, write, extra }) {
  const model = useModel();
  return jsx(field, {
    element,
    id,
    label,
    debounce: model.debounce,
    translate: model.translate,
    getValue: () => read(element),
    setValue: (value) => write(element, value ?? "", model),
    ...extra(element),
  });
}

/** Several entries under one heading, read out as a group. */
export function together(id, heading, entries) {
  const isEdited = (node) => Boolean(node?.closest(`[data-entry-id="${id}"]`)?.querySelector(":checked"));
  return { id, isEdited, component: Together, heading, entries };
}

function Together({ element, id, heading, entries }) {
  const title = `bio-properties-panel-${id}-heading`;
  const named = jsx("span", { id: title, class: "bio-properties-panel-label q-heading", children: heading });
  const inner = entries.map((one) => jsx(Entry, { ...one, element }, one.id));
  return jsx("div", { role: "group", "aria-labelledby": title, "data-entry-id": id, children: [named, ...inner] });
}

export function choice(id, label, values, read, write, extra = () => ({})) {
  return entry(id, SelectEntry, label, read, write, (element) => ({ getOptions: () => options(values, read(element)), ...extra(element) }));
}

/** A value that may be an expression: with completion of what the draft knows, and its errors in place. */
export function feel(id, label, variables, read, write, { kind = "optional", description } = {}) {
  return entry(id, FeelEntry, label, (element) => read(element) || undefined, write, () => ({ feel: kind, variables, description }));
}

/** The values that there are, and what the drawing says even where it is none of them. */
function options(values, present) {
  const known = values.map((value) => (typeof value === "string" ? { value, label: value } : value));
  const extra = present && !known.some(({ value }) => value === present) ? [{ value: present, label: present }] : [];
  return [{ value: "", label: "–" }, ...known, ...extra];
}

export const readAttribute = (name) => (element) => bearer(element).get(name) ?? "";
export const writeAttribute = (name) => (element, value, model) => setAttributes(element, { [name]: value.trim() || undefined }, model);

export function attribute(id, label, name, description) {
  return entry(id, TextFieldEntry, label, readAttribute(name), writeAttribute(name), () => ({ description }));
}

export function attributeChoice(id, label, values, name) {
  return choice(id, label, values, readAttribute(name), writeAttribute(name));
}

const readProperty = (name) => (element) => propertyOf(element, name);
const writeProperty = (name) => (element, value, model) => setProperty(element, name, value.trim(), model);

export function property(id, label, name, field = TextFieldEntry) {
  return entry(id, field, label, readProperty(name), writeProperty(name));
}

export function propertyChoice(id, label, values, name) {
  return choice(id, label, values, readProperty(name), writeProperty(name));
}

/** A choice among what stands beside the element, such as the other tasks of its process. */
export function propertyChoiceBeside(id, label, beside, name) {
  const read = readProperty(name);
  const extra = (element) => ({ getOptions: () => options(beside(element), read(element)) });
  return entry(id, SelectEntry, label, read, writeProperty(name), extra);
}
