// Words of the diagram editor and the properties panel: asked for in English, told in the page's language.
import words from "./words.json";

// The same name is written in many ways: "Timer boundary event (non-interrupting)", "Timer Boundary Event Non
// Interrupting", "Expanded Sub Process", "Compensate End Event".
const plain = (text) =>
  text
    .toLowerCase()
    .replace(/[()-]/g, " ")
    .replace(/subprocess/g, "sub process")
    .replace(/compensate /g, "compensation ")
    .replace(/\s+/g, " ")
    .trim();

const PLACE = { kk: 0, ru: 1 };
const missed = new Set();

/** `own` are further words, as those of words.json: kk and ru by what is asked for in English. */
export function translatingIn(language, own = {}) {
  const known = new Map(Object.entries({ ...words, ...own }).map(([english, told]) => [plain(english), told]));
  return (template, replacements = {}) =>
    told(String(template), language, known).replace(/{([^}]+)}/g, (whole, key) => replacements[key] ?? whole);
}

function told(text, language, known) {
  if (language === "en" || !/[a-z]/i.test(text)) return text;
  const found = known.get(plain(text));
  if (found) return found[PLACE[language]];
  if (!missed.has(text)) {
    missed.add(text);
    console.warn(`No ${language} words for: ${text}`);
  }
  return text;
}

/** "User task", "Timer boundary event": what an element is called in English, before it is translated. */
export function kindOf(element) {
  const { businessObject: bo, type } = element;
  const bare = type.replace("bpmn:", "");
  const event = bo.eventDefinitions?.[0]?.$type.replace("bpmn:", "").replace("EventDefinition", "") ?? "";
  const gentle = bo.isInterrupting === false || bo.cancelActivity === false ? " (non-interrupting)" : "";
  const inside = bo.triggeredByEvent ? "Event" : "";
  return `${event}${inside}${bare}`.replace(/(?<=[a-z])(?=[A-Z])/g, " ") + gentle;
}
