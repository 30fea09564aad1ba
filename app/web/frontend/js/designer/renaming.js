// The name that is being typed on the drawing ends with a deed of the pad, not with the press on it: its end draws the
// pad anew, and what was pressed would be gone before it is let go.
const EARLY = 2_000;

export class Renaming {
  static $inject = ["eventBus", "canvas", "directEditing"];

  constructor(eventBus, canvas, directEditing) {
    // The pad keeps its presses to itself: they are heard on their way in.
    canvas.getContainer().addEventListener(
      "mousedown",
      (event) => {
        if (directEditing.isActive() && event.target.closest(".djs-context-pad")) event.preventDefault();
      },
      true,
    );
    eventBus.on("contextPad.trigger", EARLY, ({ event }) => {
      if (event.type === "click" && directEditing.isActive()) directEditing.complete();
    });
  }
}
