// Our groups of the properties panel, and which of the library's groups make sense here.
import { Group } from "@bpmn-io/properties-panel";
import { is } from "bpmn-js/lib/util/ModelUtil";
import {
  CheckboxEntry,
  TextAreaEntry,
  TextFieldEntry,
  attribute,
  attributeChoice,
  choice,
  entry,
  feel,
  property,
  propertyChoice,
  propertyChoiceBeside,
  readAttribute,
  together,
  writeAttribute,
} from "./entries.js";
import { formEntry } from "./forming.js";
import { handlerEntries } from "./handler.js";
import { bearer, conditionOf, otherUserTasks, setAttributes, setCondition } from "./properties.js";
import { hasTimer, timerEntries } from "./timer.js";

const LATE = 200;
const KEPT = new Set([
  "general",
  "error",
  "link",
  "message",
  "multiInstance",
  "signal",
  "escalation",
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
// Buttons that each group has: they are told apart by its name.
const OF_A_GROUP = new Set(["Toggle section", "Create new list item"]);
const NAMED = ["bpmn:FlowNode", "bpmn:SequenceFlow", "bpmn:Process", "bpmn:Participant", "bpmn:Lane"];

export class QadamGroups {
  static $inject = ["propertiesPanel", "config.qadam", "translate"];

  constructor(propertiesPanel, qadam, translate) {
    this.qadam = qadam;
    this.translate = translate;
    propertiesPanel.registerProvider(LATE, this);
  }

  getGroups(element) {
    return (groups) => {
      const kept = groups.filter((group) => KEPT.has(group.id));
      const general = kept.find((group) => group.id === "general");
      if (general) general.entries = general.entries.filter((entry) => entry.id !== "name");
      return [...this.own(element), ...kept].map((group) => this.translated(group));
    };
  }

  /** The library translates the buttons of a group only by what stands in the group itself. */
  translated(group) {
    const translate = (text, ...values) =>
      OF_A_GROUP.has(text) ? `${this.translate(text)}: ${group.label}` : this.translate(text, ...values);
    const items = group.items?.map((item) => ({ ...item, translate }));
    return { ...group, translate, ...(items && { items }) };
  }

  own(element) {
    if (!NAMED.some((type) => is(element, type))) return [];
    const { words } = this.qadam;
    const groups = [this.group("names", words.names, LANGUAGES.map(nameEntry(words)))];
    if (is(element, "bpmn:UserTask")) groups.push(this.group("work", words.work, this.work()));
    if (hasTimer(element)) groups.push(this.group("timer", words.timer, timerEntries(element, this.qadam)));
    if (handles(element)) groups.push(this.group("handler", words.handler, handlerEntries(element, this.qadam)));
    if (isConditional(element)) groups.push(this.group("condition", words.condition, [this.condition()]));
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
    const { words, groups, terms, variables } = this.qadam;
    const due = "camunda:dueDate";
    const followUp = "camunda:followUpDate";
    return [
      formEntry(this.qadam),
      together("qadam-groups", words.groups, groups.map(groupEntry)),
      attribute("qadam-groups-computed", words.groups_computed, "camunda:candidateGroups", words.groups_hint),
      attribute("qadam-assignee", words.assignee, "camunda:assignee"),
      choice("qadam-term", words.due_term, terms, readAttribute(due), writeAttribute(due)),
      feel("qadam-due", words.due, variables, readAttribute(due), writeAttribute(due), { description: words.feel_hint }),
      feel("qadam-follow-up", words.follow_up, variables, readAttribute(followUp), writeAttribute(followUp)),
      propertyChoiceBeside("qadam-four-eyes", words.four_eyes, namedTasks, "fourEyes"),
    ];
  }

  condition() {
    const { words, variables } = this.qadam;
    return feel("qadam-condition", words.condition, variables, conditionOf, setCondition, { kind: "required" });
  }

  decision() {
    const { words, decisions } = this.qadam;
    const results = ["singleEntry", "singleResult", "collectEntries", "resultList"];
    const named = results.map((value) => ({ value, label: words[`result_${value}`] }));
    return [
      attributeChoice("qadam-decision", words.decision, decisions, "camunda:decisionRef"),
      attribute("qadam-result", words.result_variable, "camunda:resultVariable"),
      attributeChoice("qadam-result-kind", words.result_kind, named, "camunda:mapDecisionResult"),
    ];
  }

  law(element) {
    const { words, stages } = this.qadam;
    const entries = [property("qadam-norm", words.norm, "norm"), property("qadam-gap", words.gap, "gap")];
    if (!is(element, "bpmn:Process") && !is(element, "bpmn:Participant")) {
      entries.push(propertyChoice("qadam-stage", words.stage, stages, "stage"));
    }
    return entries;
  }
}

function namedTasks(element) {
  return otherUserTasks(element).map(({ id, name }) => ({ value: id, label: name || id }));
}

function handles(element) {
  return is(element, "bpmn:ServiceTask") || is(element, "bpmn:SendTask");
}

/** A flow out of something that chooses among flows. */
function isConditional(element) {
  if (!is(element, "bpmn:SequenceFlow")) return false;
  const { sourceRef } = element.businessObject;
  return ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway", "bpmn:Activity"].some((type) => is(sourceRef, type));
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
