// The views of a decision file: the diagram of its decisions, and each decision by itself.

/** Listens in every view, also in those that are made later: each has an event bus of its own. */
export class AllViews {
  constructor(modeler) {
    this.listeners = [];
    this.viewers = [];
    modeler.on("viewer.created", ({ viewer }) => {
      this.viewers.push(viewer);
      for (const [events, listener] of this.listeners) listen(viewer, events, listener);
    });
  }

  on(events, listener) {
    this.listeners.push([events, listener]);
    for (const viewer of this.viewers) listen(viewer, events, listener);
  }
}

function listen(viewer, events, listener) {
  // A view that is opened or left forgets its steps, which is no change of the file.
  viewer.get("eventBus").on(events, (event) => {
    if (event?.trigger !== "clear") listener(event);
  });
}

const ORDER = ["decisionTable", "literalExpression", "drd"];

/** A function is shown by its expression alone: of other logic the library says that it cannot. */
function isShown({ type, element }) {
  return type !== "boxedExpression" || element.encapsulatedLogic?.body?.$type === "dmn:LiteralExpression";
}

/** The view of the decision of this id; without one that which says most at once. */
export function firstView(modeler, decision) {
  const views = modeler.getViews().filter(isShown);
  const best = [...views].sort((one, other) => place(one) - place(other))[0];
  return views.find(({ id, type }) => type !== "drd" && id === decision) ?? best;
}

const place = ({ type }) => (ORDER.indexOf(type) + ORDER.length + 1) % (ORDER.length + 1);

/** Buttons for the views, the one in sight pressed. */
export function offerViews(modeler, list, words) {
  modeler.on("views.changed", ({ views, activeView }) => {
    const usable = views.filter(isShown);
    const shown = usable.filter((view) => view.type !== "drd" || usable.length !== 2);
    list.replaceChildren(...shown.map((view) => button(modeler, view, view.id === activeView?.id, words)));
  });
}

function button(modeler, view, isPressed, words) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ds-button is-small";
  made.dataset.variant = isPressed ? "primary" : "secondary";
  made.dataset.view = view.id;
  made.setAttribute("aria-pressed", String(isPressed));
  made.textContent = view.type === "drd" ? words.all_decisions : view.name || view.id;
  made.addEventListener("click", async () => {
    await modeler.open(modeler.getViews().find(({ id }) => id === view.id) ?? view);
    document.querySelector(`[data-view="${CSS.escape(view.id)}"]`)?.focus();
  });
  return made;
}
