// Words of the drawing are in nobody's way: a step dropped on those of a flow is for the flow, on others for what is below.
import { is } from "bpmn-js/lib/util/ModelUtil";

const EARLY = 2_000;
const DEEDS = ["create", "shape.move"].flatMap((deed) => ["hover", "move", "out", "end"].map((part) => `${deed}.${part}`));

export class Dropping {
  static $inject = ["eventBus", "elementRegistry"];

  constructor(eventBus, elementRegistry) {
    eventBus.on(DEEDS, EARLY, (event) => {
      const target = event.hover?.labelTarget;
      if (!target) return;
      event.hover = is(target, "bpmn:SequenceFlow") ? target : event.hover.parent;
      event.hoverGfx = elementRegistry.getGraphics(event.hover);
    });
  }
}
