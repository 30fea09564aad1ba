// A drawing for a model that has none, and a tidy one on demand: nothing but the drawing changes.
import { layoutProcess } from "bpmn-auto-layout";
import { getExternalLabelMid } from "bpmn-js/lib/util/LabelUtil";

const BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const DI = "http://www.omg.org/spec/BPMN/20100524/DI";
const DC = "http://www.omg.org/spec/DD/20100524/DC";
const ROOM = 100;

const parsed = (xml) => new DOMParser().parseFromString(xml, "application/xml");
const written = (file) => new XMLSerializer().serializeToString(file);
const within = (file, space, name) => [...file.getElementsByTagNameNS(space, name)];
const named = (file, id) => file.querySelector(`[id="${CSS.escape(id)}"]`);

/** The model as it is where it has a drawing, or where none can be made; else with one. */
export async function drawn(xml) {
  const file = parsed(xml);
  if (within(file, DI, "BPMNShape").length) return xml;
  const laid = await laidOut(xml).catch(() => null);
  if (!laid) return xml;
  within(file, DI, "BPMNDiagram").forEach((one) => one.remove());
  within(laid, DI, "BPMNDiagram").forEach((one) => file.documentElement.append(file.importNode(one, true)));
  return written(file);
}

/** The same model with coordinates. Raises Error where some element would get none, such as pools and lanes. */
async function laidOut(xml) {
  const file = parsed(xml);
  if (within(file, BPMN, "participant").length || within(file, BPMN, "lane").length) throw new Error("pools and lanes");
  nameEnds(file);
  if (!within(file, DI, "BPMNShape").length) openSubprocesses(file);
  const laid = parsed(await layoutProcess(written(file)));
  const placed = new Set([...within(laid, DI, "BPMNShape"), ...within(laid, DI, "BPMNEdge")].map((one) => one.getAttribute("bpmnElement")));
  const flows = within(file, BPMN, "sequenceFlow");
  const needed = flows.flatMap((flow) => ["id", "sourceRef", "targetRef"].map((name) => flow.getAttribute(name)));
  if (!placed.size || needed.some((id) => !placed.has(id))) throw new Error("not every element got a place");
  spreadEvents(laid);
  return laid;
}

/** Events at the edge of one activity are put so close together that they cover each other. */
function spreadEvents(laid) {
  const drawings = new Map([...within(laid, DI, "BPMNShape"), ...within(laid, DI, "BPMNEdge")].map((one) => [one.getAttribute("bpmnElement"), one]));
  const flows = within(laid, BPMN, "sequenceFlow");
  const number = (one, name) => Number(one.getAttribute(name));
  const all = within(laid, BPMN, "boundaryEvent");
  for (const host of new Set(all.map((event) => event.getAttribute("attachedToRef")))) {
    const events = all.filter((event) => event.getAttribute("attachedToRef") === host);
    const edge = drawings.has(host) && within(drawings.get(host), DC, "Bounds")[0];
    if (!edge || events.length < 2) continue;
    const room = number(edge, "width") * (events.length === 2 ? 0.5 : 0.8 / (events.length - 1));
    const first = number(edge, "x") + number(edge, "width") / 2 - (room * (events.length - 1)) / 2;
    events.forEach((event, place) => {
      const bounds = within(drawings.get(event.id), DC, "Bounds")[0];
      const before = number(bounds, "x") + number(bounds, "width") / 2;
      const after = first + room * place;
      bounds.setAttribute("x", after - number(bounds, "width") / 2);
      for (const flow of flows.filter((one) => one.getAttribute("sourceRef") === event.id)) {
        const points = [...drawings.get(flow.id).children].filter(({ localName }) => localName === "waypoint");
        points.filter((point) => Math.abs(number(point, "x") - before) < 1).forEach((point) => point.setAttribute("x", after));
      }
    });
  }
}

/** Flows are found by what elements say of them; some tools write it at the flow alone. */
function nameEnds(file) {
  for (const flow of within(file, BPMN, "sequenceFlow")) {
    for (const [end, name] of [["sourceRef", "outgoing"], ["targetRef", "incoming"]]) {
      const node = named(file, flow.getAttribute(end) ?? "");
      const told = node && [...node.children].some((one) => one.localName === name && one.textContent.trim() === flow.id);
      if (!node || told) continue;
      const made = file.createElementNS(BPMN, flow.prefix ? `${flow.prefix}:${name}` : name);
      made.textContent = flow.id;
      const first = [...node.children].find((one) => !["documentation", "extensionElements"].includes(one.localName));
      node.insertBefore(made, first ?? null);
    }
  }
}

/** What stands inside a subprocess is drawn inside of it, not on a sheet of its own. */
function openSubprocesses(file) {
  const whole = within(file, BPMN, "process")[0];
  const make = (space, name, facts) => {
    const made = file.createElementNS(space, name);
    Object.entries(facts).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };
  const plane = make(DI, "bpmndi:BPMNPlane", { id: "opened_plane", bpmnElement: whole.id });
  for (const { id } of within(file, BPMN, "subProcess")) {
    const shape = make(DI, "bpmndi:BPMNShape", { id: `${id}_opened`, bpmnElement: id, isExpanded: "true" });
    shape.append(make(DC, "dc:Bounds", { x: 0, y: 0, width: ROOM, height: ROOM }));
    plane.append(shape);
  }
  within(file, DI, "BPMNDiagram").forEach((one) => one.remove());
  const diagram = make(DI, "bpmndi:BPMNDiagram", { id: "opened" });
  diagram.append(plane);
  file.documentElement.append(diagram);
}

/** Lays out what stands open, as one step of undo. Raises Error where that cannot be done. */
export async function layOut(modeler) {
  const { xml } = await modeler.saveXML();
  const places = placesIn(await laidOut(xml));
  const registry = modeler.get("elementRegistry");
  const moved = registry.filter((element) => !element.labelTarget && places.has(element.id)).map((element) => ({ element, ...places.get(element.id) }));
  modeler.get("commandStack").execute("qadam.layOut", { moved });
}

function placesIn(laid) {
  const numbers = (one, ...names) => Object.fromEntries(names.map((name) => [name, Math.round(Number(one.getAttribute(name)))]));
  const shapes = within(laid, DI, "BPMNShape").map((one) => [one, { bounds: numbers(within(one, DC, "Bounds")[0], "x", "y", "width", "height") }]);
  const edges = within(laid, DI, "BPMNEdge").map((one) => {
    const points = [...one.children].filter(({ localName }) => localName === "waypoint");
    return [one, { waypoints: points.map((point) => numbers(point, "x", "y")) }];
  });
  return new Map([...shapes, ...edges].map(([one, place]) => [one.getAttribute("bpmnElement"), place]));
}

/** The command behind it: remembers where all stood, so that undo puts all back at once. */
export class Laying {
  static $inject = ["commandStack", "bpmnFactory"];

  constructor(commandStack, bpmnFactory) {
    this.bpmnFactory = bpmnFactory;
    commandStack.register("qadam.layOut", this);
  }

  execute(context) {
    context.before = context.moved.flatMap(({ element }) => [element, ...element.labels]).map(placeOf);
    context.moved.forEach((place) => this.put(place));
    const labels = context.moved.flatMap(({ element }) => element.labels);
    labels.forEach((label) => this.put({ element: label, bounds: besides(label) }));
    return changed(context);
  }

  revert(context) {
    context.before.forEach((place) => this.put(place));
    return changed(context);
  }

  /** `told` is what the file says of the place, where it was known before: with fractions that the canvas leaves out. */
  put({ element, bounds, waypoints, told }) {
    if (waypoints) {
      element.waypoints = waypoints;
      element.di.set("waypoint", told ?? this.bpmnFactory.createDiWaypoints(waypoints));
      return;
    }
    Object.assign(element, bounds);
    // The library itself writes where labels stand, as soon as one is drawn anew.
    if (!element.labelTarget) element.di.set("bounds", told ?? this.bpmnFactory.createDiBounds(bounds));
  }
}

function placeOf(element) {
  const { x, y, width, height, waypoints, di } = element;
  return waypoints ? { element, waypoints, told: di.waypoint } : { element, bounds: { x, y, width, height }, told: di.bounds };
}

const changed = ({ before }) => before.map(({ element }) => element);

function besides({ labelTarget, width, height }) {
  const middle = getExternalLabelMid(labelTarget);
  return { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2), width, height };
}
