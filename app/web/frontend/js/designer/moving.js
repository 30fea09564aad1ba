// Whether something is being moved on a canvas: from its start to its end, but not while a tool only waits for a press.
const STARTS = ["drag.start", "create.start"];
const WAITS = ["spaceTool.selection.start", "lasso.selection.start", "hand.start", "global-connect.start"];

/** Tells `told` at once of each change; a tool that was used once waits for its next use, which holds up nothing. */
export function whileMoving(bus, told) {
  bus.on(STARTS, () => told(true));
  bus.on([...WAITS, "drag.cleanup"], () => told(false));
}
