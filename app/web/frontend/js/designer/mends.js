// Quick mends: what a finding obviously asks for, each one step of undo.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { setProperty } from "./properties.js";

const waysOf = (element) => (element.outgoing ?? []).filter((flow) => is(flow, "bpmn:SequenceFlow"));
const isPlain = (flow) => !flow.businessObject.conditionExpression;

/** By rule: what there is to do to the element, or null where it is not obvious. */
const MENDS = {
  "norm-missing": (element, { modeling, bpmnFactory }) => () => setProperty(element, "norm", "practice", { modeling, bpmnFactory }),
  "no-default": (element, { modeling }) => {
    const plain = waysOf(element).filter(isPlain);
    return plain.length === 1 ? () => modeling.updateProperties(element, { default: plain[0].businessObject }) : null;
  },
  "flow-without-condition": (element, { modeling }) => {
    const source = element.source;
    const others = source ? waysOf(source).filter((flow) => flow !== element && isPlain(flow)) : [];
    if (!source || source.businessObject.default || others.length) return null;
    return () => modeling.updateProperties(source, { default: element.businessObject });
  },
  "default-with-condition": (element, { modeling }) => () => modeling.updateProperties(element, { conditionExpression: undefined }),
  "call-without-version": (element, { modeling }) => () =>
    modeling.updateModdleProperties(element, getBusinessObject(element), { "camunda:calledElementBinding": "deployment" }),
};

export function mendOf(finding, modeler) {
  const element = modeler.get("elementRegistry").get(finding.element);
  if (!element || !MENDS[finding.rule]) return null;
  return MENDS[finding.rule](element, { modeling: modeler.get("modeling"), bpmnFactory: modeler.get("bpmnFactory") });
}
