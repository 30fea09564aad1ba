// What the system does in a task: the handler, a field for each thing it takes, a tick for each thing it gives.
import { CheckboxEntry, choice, entry, feel, readAttribute } from "./entries.js";
import { parameterOf, setAttributes, setParameter } from "./properties.js";

const CHOSEN_FROM = { message: "messages", template: "documents" };

export function handlerEntries(element, qadam) {
  const { words, topics } = qadam;
  const read = readAttribute("camunda:topic");
  const chosen = topics.find(({ topic }) => topic === read(element));
  const write = (one, topic, model) =>
    setAttributes(one, { "camunda:topic": topic || undefined, "camunda:type": topic ? "external" : undefined }, model);
  const names = topics.map(({ topic, label }) => ({ value: topic, label }));
  const entries = [choice("qadam-topic", words.topic, names, read, write)];
  if (!chosen) return entries;
  return [
    ...entries,
    ...chosen.inputs.map((input) => inputEntry(input, qadam)),
    ...chosen.outputs.map((output) => outputEntry(output, words)),
  ];
}

function inputEntry({ name, title, hint, isNeeded }, qadam) {
  const { words, variables } = qadam;
  const label = `${title} (${isNeeded ? `${name}, ${words.needed}` : name})`;
  const read = (element) => parameterOf(element, "input", name);
  const write = (element, value, model) => setParameter(element, "input", name, value.trim(), model);
  const from = qadam[CHOSEN_FROM[name]];
  if (from?.length) return choice(`qadam-input-${name}`, label, from, read, write, () => ({ description: hint }));
  return feel(`qadam-input-${name}`, label, variables, read, write, { description: hint });
}

function outputEntry({ name, title }, words) {
  const read = (element) => parameterOf(element, "output", name) !== "";
  const write = (element, value, model) => setParameter(element, "output", name, value ? `=${name}` : "", model);
  return entry(`qadam-output-${name}`, CheckboxEntry, `${words.topic_gives}: ${title} (${name})`, read, write);
}
