// Reading and writing camunda:property, camunda: attributes, parameters and conditions, each change one step of undo.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";

const CONTAINER = "camunda:Properties";

/** What the properties of an element belong to: a pool's are its process's. */
export function bearer(element) {
  const bo = getBusinessObject(element);
  return bo.$instanceOf?.("bpmn:Participant") && bo.processRef ? bo.processRef : bo;
}

function containerOf(bo) {
  return (bo.extensionElements?.values ?? []).find((one) => one.$instanceOf?.(CONTAINER));
}

export function propertyOf(element, name) {
  const found = containerOf(bearer(element))?.values?.find((one) => one.name === name);
  return found?.value ?? "";
}

export function setProperty(element, name, value, { modeling, bpmnFactory }) {
  const bo = bearer(element);
  const container = containerOf(bo);
  const present = container?.values?.find((one) => one.name === name);
  if (present && value) return modeling.updateModdleProperties(element, present, { value });
  if (present) {
    const values = container.values.filter((one) => one !== present);
    return modeling.updateModdleProperties(element, container, { values });
  }
  if (!value) return undefined;
  const property = bpmnFactory.create("camunda:Property", { name, value });
  if (container) {
    property.$parent = container;
    return modeling.updateModdleProperties(element, container, { values: [...(container.values ?? []), property] });
  }
  const made = bpmnFactory.create(CONTAINER, { values: [property] });
  property.$parent = made;
  return extend(element, bo, made, { modeling, bpmnFactory });
}

export function setAttributes(element, attributes, { modeling }) {
  return modeling.updateModdleProperties(element, bearer(element), attributes);
}

/** The other user tasks of its process, those of its subprocesses included. */
export function otherUserTasks(element) {
  const own = getBusinessObject(element);
  let process = own;
  while (process.$parent && !process.$instanceOf("bpmn:Process")) process = process.$parent;
  return userTasksIn(process).filter((task) => task !== own);
}

function userTasksIn(scope) {
  return (scope.flowElements ?? []).flatMap((one) => (one.$instanceOf("bpmn:UserTask") ? [one] : userTasksIn(one)));
}

const PARAMETERS = "camunda:InputOutput";
const KIND = { input: ["inputParameters", "camunda:InputParameter"], output: ["outputParameters", "camunda:OutputParameter"] };

function parametersOf(bo) {
  return (bo.extensionElements?.values ?? []).find((one) => one.$instanceOf?.(PARAMETERS));
}

/** The text of an input or output parameter; empty where there is none, or where it is no text. */
export function parameterOf(element, direction, name) {
  const [list] = KIND[direction];
  const found = parametersOf(bearer(element))?.[list]?.find((one) => one.name === name);
  return found?.value ?? "";
}

export function setParameter(element, direction, name, value, { modeling, bpmnFactory }) {
  const bo = bearer(element);
  const [list, type] = KIND[direction];
  const container = parametersOf(bo);
  const present = container?.[list]?.find((one) => one.name === name);
  if (present && value) return modeling.updateModdleProperties(element, present, { value });
  if (present) return modeling.updateModdleProperties(element, container, { [list]: container[list].filter((one) => one !== present) });
  if (!value) return undefined;
  const parameter = bpmnFactory.create(type, { name, value });
  if (container) {
    parameter.$parent = container;
    return modeling.updateModdleProperties(element, container, { [list]: [...(container[list] ?? []), parameter] });
  }
  const made = bpmnFactory.create(PARAMETERS, { [list]: [parameter] });
  parameter.$parent = made;
  return extend(element, bo, made, { modeling, bpmnFactory });
}

function extend(element, bo, made, { modeling, bpmnFactory }) {
  const extension = bo.extensionElements;
  if (extension) {
    made.$parent = extension;
    return modeling.updateModdleProperties(element, extension, { values: [...(extension.values ?? []), made] });
  }
  const whole = bpmnFactory.create("bpmn:ExtensionElements", { values: [made] });
  made.$parent = whole;
  whole.$parent = bo;
  return modeling.updateModdleProperties(element, bo, { extensionElements: whole });
}

export function conditionOf(element) {
  return element.businessObject.conditionExpression?.body ?? "";
}

export function setCondition(element, value, { modeling, bpmnFactory }) {
  const body = value.trim();
  const present = element.businessObject.conditionExpression;
  if (present && body) return modeling.updateModdleProperties(element, present, { body });
  const made = body ? bpmnFactory.create("bpmn:FormalExpression", { body }) : undefined;
  if (made) made.$parent = element.businessObject;
  return modeling.updateProperties(element, { conditionExpression: made });
}
