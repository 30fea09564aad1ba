// When a timer rings: at an hour of the last day of a term, so many working days before it, or by an expression.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";
import { TextFieldEntry, choice, entry, feel } from "./entries.js";

const KINDS = ["timeDate", "timeDuration", "timeCycle"];
const AT = /^=\s*date and time\(\s*(.+?)\s*,\s*time\("(\d\d:\d\d):00"\)\s*\)$/s;
const BEFORE = /^working_days_before\(\s*(.+?)\s*,\s*(\d+)\s*\)$/s;
const HOUR = /^(([01]\d|2[0-3]):[0-5]\d)?$/;
// Nobody is to be woken at midnight, when the day begins.
const MORNING = "09:00";

function timerOf(element) {
  return getBusinessObject(element).eventDefinitions?.find((one) => one.$type === "bpmn:TimerEventDefinition");
}

export function hasTimer(element) {
  return Boolean(timerOf(element));
}

function kindOf(element) {
  return KINDS.find((kind) => timerOf(element).get(kind)) ?? KINDS[0];
}

function bodyOf(element) {
  return timerOf(element).get(kindOf(element))?.body ?? "";
}

/** The term that an expression names, how many working days before its end, and the hour; nothing where it says more. */
function parted(body, terms) {
  const [, day, hour] = AT.exec(body) ?? [null, body.replace(/^=\s*/, ""), ""];
  const [, inner, days] = BEFORE.exec(day) ?? [null, day, ""];
  const term = `=${inner.trim()}`;
  return terms.some(({ value }) => value === term) ? { term, days, hour } : { term: "", days: "", hour: MORNING };
}

function composed({ term, days, hour }) {
  if (!term) return "";
  const day = Number(days) > 0 ? `working_days_before(${term.slice(1)}, ${Number(days)})` : term.slice(1);
  return hour ? `=date and time(${day}, time("${hour}:00"))` : `=${day}`;
}

function write(element, kind, body, { modeling, bpmnFactory }) {
  const definition = timerOf(element);
  const present = definition.get(kind);
  if (present) return modeling.updateModdleProperties(element, present, { body });
  const made = bpmnFactory.create("bpmn:FormalExpression", { body });
  made.$parent = definition;
  const all = Object.fromEntries(KINDS.map((one) => [one, one === kind ? made : undefined]));
  return modeling.updateModdleProperties(element, definition, all);
}

export function timerEntries(element, { words, terms, variables }) {
  const read = (one) => parted(bodyOf(one), terms);
  const put = (one, changed, model) => write(one, "timeDate", composed({ ...read(one), ...changed }), model);
  const part = (key, label, allowed) => {
    // What is still being typed is not written: the expression has no place for half an hour's digits.
    const extra = () => ({ validate: (value) => (allowed.test(value ?? "") ? null : label) });
    const save = (one, value, model) => put(one, { [key]: value }, model);
    return entry(`qadam-timer-${key}`, TextFieldEntry, label, (one) => read(one)[key], save, extra);
  };
  const kinds = KINDS.map((value) => ({ value, label: words[`timer_${value}`] }));
  const entries = [
    choice("qadam-timer-kind", words.timer_kind, kinds, kindOf, (one, kind, model) => write(one, kind || KINDS[0], bodyOf(one), model)),
  ];
  if (kindOf(element) === "timeDate") {
    entries.push(choice("qadam-timer-term", words.due_term, terms, (one) => read(one).term, (one, term, model) => put(one, { term }, model)));
    if (read(element).term) {
      entries.push(part("days", words.timer_before, /^\d{0,3}$/), part("hour", words.timer_hour, HOUR));
    }
  }
  const rings = (one, body, model) => write(one, kindOf(one), body.trim(), model);
  return [...entries, feel("qadam-timer", words.timer_value, variables, bodyOf, rings, { description: words.timer_hint })];
}
