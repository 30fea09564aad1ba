// Our groups of the properties panel, and which of the library's groups make sense here.
import { CheckboxEntry, Group, SelectEntry, TextAreaEntry, TextFieldEntry } from "@bpmn-io/properties-panel";
import { useService } from "bpmn-js-properties-panel";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { bearer, propertyOf, setAttributes, setProperty } from "./properties.js";

const LATE = 200;
const KEPT = new Set([
  "general",
  "error",
  "link",
  "message",
  "multiInstance",
  "signal",
  "escalation",
  "timer",
  "CamundaPlatform__Condition",
  "CamundaPlatform__Script",
  "CamundaPlatform__CallActivity",
  "CamundaPlatform__AsynchronousContinuations",
  "CamundaPlatform__JobExecution",
  "CamundaPlatform__InMapping",
  "CamundaPlatform__OutMapping",
  "CamundaPlatform__Input",
  "CamundaPlatform__Output",
  "CamundaPlatform__ExtensionProperties",
]);
const LANGUAGES = ["kk", "ru", "en"];
const NAMED = ["bpmn:FlowNode", "bpmn:SequenceFlow", "bpmn:Process", "bpmn:Participant", "bpmn:Lane"];

export class QadamGroups {
  static $inject = ["propertiesPanel", "config.qadam"];

  constructor(propertiesPanel, qadam) {
    this.qadam = qadam;
    propertiesPanel.registerProvider(LATE, this);
  }

  getGroups(element) {
    return (groups) => {
      const kept = groups.filter((group) => KEPT.has(group.id));
      const general = kept.find((group) => group.id === "general");
      if (general) general.entries = general.entries.filter((entry) => entry.id !== "name");
      return [...this.own(element), ...kept];
    };
  }

  own(element) {
    if (!NAMED.some((type) => is(element, type))) return [];
    const { words } = this.qadam;
    const groups = [this.group("names", words.names, LANGUAGES.map(nameEntry(words)))];
    if (is(element, "bpmn:UserTask")) groups.push(this.group("work", words.work, this.work()));
    if (handles(element)) groups.push(this.group("handler", words.handler, this.handler()));
    if (is(element, "bpmn:BusinessRuleTask")) groups.push(this.group("decision", words.decision, this.decision()));
    if (is(element, "bpmn:SequenceFlow") || is(element, "bpmn:Lane")) return groups;
    groups.push(this.group("law", words.law, this.law(element)));
    if (is(element, "bpmn:Activity")) {
      groups.push(this.group("hints", words.hints, LANGUAGES.map(hintEntry(words))));
    }
    return groups;
  }

  group(id, label, entries) {
    return { id: `qadam-${id}`, label, component: Group, shouldOpen: id === "names", entries };
  }

  work() {
    const { words, forms, groups } = this.qadam;
    return [
      choice("qadam-form", words.form, forms, "camunda:formKey"),
      ...groups.map(groupEntry),
      attribute("qadam-groups-computed", words.groups_computed, "camunda:candidateGroups", words.groups_hint),
      attribute("qadam-assignee", words.assignee, "camunda:assignee"),
      attribute("qadam-due", words.due, "camunda:dueDate", words.feel_hint),
      attribute("qadam-follow-up", words.follow_up, "camunda:followUpDate", words.feel_hint),
    ];
  }

  handler() {
    const { words, topics } = this.qadam;
    return [topicEntry(words, topics)];
  }

  decision() {
    const { words, decisions } = this.qadam;
    const results = ["singleEntry", "singleResult", "collectEntries", "resultList"];
    const named = results.map((value) => ({ value, label: words[`result_${value}`] }));
    return [
      choice("qadam-decision", words.decision, decisions, "camunda:decisionRef"),
      attribute("qadam-result", words.result_variable, "camunda:resultVariable"),
      choice("qadam-result-kind", words.result_kind, named, "camunda:mapDecisionResult"),
    ];
  }

  law(element) {
    const { words, stages } = this.qadam;
    const entries = [property("qadam-norm", words.norm, "norm"), property("qadam-gap", words.gap, "gap")];
    if (!is(element, "bpmn:Process") && !is(element, "bpmn:Participant")) {
      entries.push(stageEntry(words, stages));
    }
    return entries;
  }
}

function handles(element) {
  return is(element, "bpmn:ServiceTask") || is(element, "bpmn:SendTask");
}

function filled(node) {
  return Boolean(node && (node.value || node.checked));
}

function useModel() {
  return { modeling: useService("modeling"), bpmnFactory: useService("bpmnFactory"), debounce: useService("debounceInput") };
}

/** An entry of the panel: a field of some kind over a value that is read and written. */
function entry(id, field, label, read, write, extra = {}) {
  return {
    id,
    isEdited: filled,
    component: ({ element }) => {
      const model = useModel();
      return field({
        element,
        id,
        label,
        debounce: model.debounce,
        getValue: () => read(element),
        setValue: (value) => write(element, value ?? "", model),
        ...extra,
      });
    },
  };
}

function property(id, label, name, field = TextFieldEntry) {
  return entry(
    id,
    field,
    label,
    (element) => propertyOf(element, name),
    (element, value, model) => setProperty(element, name, value.trim(), model),
  );
}

function attribute(id, label, name, description) {
  return entry(
    id,
    TextFieldEntry,
    label,
    (element) => bearer(element).get(name) ?? "",
    (element, value, model) => setAttributes(element, { [name]: value.trim() || undefined }, model),
    { description },
  );
}

function nameEntry(words) {
  return (language) => {
    const label = words[`language_${language}`];
    if (language !== "kk") return { ...property(`qadam-name-${language}`, label, `name.${language}`) };
    return entry(
      "qadam-name-kk",
      TextFieldEntry,
      label,
      (element) => element.businessObject.name ?? "",
      // As a label of the drawing, so that it grows with its words.
      (element, value, { modeling }) => modeling.updateProperties(element, { name: value || undefined }),
    );
  };
}

function hintEntry(words) {
  return (language) => property(`qadam-hint-${language}`, words[`language_${language}`], `hint.${language}`, TextAreaEntry);
}

function groupsOf(element) {
  const told = bearer(element).get("camunda:candidateGroups") ?? "";
  return /^\s*(=|[$#]{)/.test(told) ? null : told.split(",").map((one) => one.trim()).filter(Boolean);
}

function groupEntry({ id, name }) {
  return entry(
    `qadam-group-${id}`,
    CheckboxEntry,
    name,
    (element) => groupsOf(element)?.includes(id) ?? false,
    (element, value, model) => {
      const others = (groupsOf(element) ?? []).filter((one) => one !== id);
      const chosen = value ? [...others, id] : others;
      setAttributes(element, { "camunda:candidateGroups": chosen.join(",") || undefined }, model);
    },
  );
}

/** The values that there are, and what the drawing says even where it is none of them. */
function options(values, present) {
  const known = values.map((value) => (typeof value === "string" ? { value, label: value } : value));
  const extra = present && !known.some(({ value }) => value === present) ? [{ value: present, label: present }] : [];
  return [{ value: "", label: "–" }, ...known, ...extra];
}

function choice(id, label, values, name) {
  const read = (element) => bearer(element).get(name) ?? "";
  return {
    id,
    isEdited: filled,
    component: ({ element }) => {
      const model = useModel();
      return SelectEntry({
        element,
        id,
        label,
        getValue: () => read(element),
        setValue: (value) => setAttributes(element, { [name]: value || undefined }, model),
        getOptions: () => options(values, read(element)),
      });
    },
  };
}

function stageEntry(words, stages) {
  const id = "qadam-stage";
  return {
    id,
    isEdited: filled,
    component: ({ element }) => {
      const model = useModel();
      return SelectEntry({
        element,
        id,
        label: words.stage,
        getValue: () => propertyOf(element, "stage"),
        setValue: (value) => setProperty(element, "stage", value, model),
        getOptions: () => options(stages, propertyOf(element, "stage")),
      });
    },
  };
}

function topicEntry(words, topics) {
  const id = "qadam-topic";
  const read = (element) => bearer(element).get("camunda:topic") ?? "";
  return {
    id,
    isEdited: filled,
    component: ({ element }) => {
      const model = useModel();
      const chosen = topics.find(({ topic }) => topic === read(element));
      return SelectEntry({
        element,
        id,
        label: words.topic,
        description: chosen ? `${words.topic_takes}: ${chosen.inputs.join(", ") || "–"}. ${words.topic_gives}: ${chosen.outputs.join(", ") || "–"}.` : "",
        getValue: () => read(element),
        setValue: (topic) =>
          setAttributes(element, { "camunda:topic": topic || undefined, "camunda:type": topic ? "external" : undefined }, model),
        getOptions: () => options(topics.map(({ topic }) => topic), read(element)),
      });
    },
  };
}
