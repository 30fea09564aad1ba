// Reading and writing camunda:property and camunda: attributes, each change one step of undo.
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

export function setAttributes(element, attributes, { modeling }) {
  return modeling.updateModdleProperties(element, bearer(element), attributes);
}
