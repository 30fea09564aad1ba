// The editor of decisions: tables, expressions and the diagram of what needs what, of one file of a draft.
import Modeler from "dmn-js/lib/Modeler";
import { asRead } from "./namespaces.js";
import { offerTrying } from "./asked.js";
import { CellChecking, Spots } from "./cells.js";
import words from "./decision-words.json";
import { translateFixed } from "./fixed-words.js";
import { hooks, offerSaving, tell } from "./framing.js";
import { decoded, Keeping } from "./keeping.js";
import { Saving } from "./saving.js";
import { translatingIn } from "./translating.js";
import { AllViews, firstView, offerViews } from "./views.js";

// Its window for durations holds an English word that cannot be translated; durations are typed into the cell.
const WITHOUT = { simpleDurationEdit: ["value", null] };

// <main data-decisions='{…}'> with [data-canvas], [data-views], [data-findings], [data-ask], [data-answer], [data-status],
// [data-conflict], and buttons data-do="undo | redo".
async function start(page) {
  const config = JSON.parse(page.dataset.decisions);
  const part = (name) => page.querySelector(`[data-${name}]`);
  const translate = translatingIn(config.language, words);
  const own = (...modules) => ({ additionalModules: [{ translate: ["value", translate] }, ...modules] });
  const modeler = new Modeler({
    container: part("canvas"),
    drd: own(),
    decisionTable: own(WITHOUT),
    literalExpression: own(),
    boxedExpression: own(),
  });
  translateFixed(part("canvas"), translate);
  const bus = new AllViews(modeler);
  modeler.on("import.render.complete", () => nameTable(part("canvas"), modeler.getActiveView()));
  const answer = await fetch(config.raw, { redirect: "error" });
  if (!answer.ok) throw new Error(`${config.raw}: ${answer.status}`);
  const { read, named } = asRead(decoded(await answer.arrayBuffer()));
  const written = async () => (await modeler.saveXML({ format: true })).xml;
  offerViews(modeler, part("views"), config.words);
  await modeler.importXML(read, { open: false });
  const keeping = new Keeping(read, await written());
  const serialize = async () => named(keeping.restored(await written()));
  await modeler.open(firstView(modeler, config.decision));
  config.revision = Number(answer.headers.get("X-Revision"));
  offerSaving(page, part, new Saving(bus, config, hooks(part, config, serialize)), config);
  offerSteps(page, modeler, bus);
  const spots = new Spots();
  offerTrying(part, config, serialize, spots);
  new CellChecking(modeler, bus, config, part("findings"), serialize, spots).check();
}

/** Neither the table nor the column of the rules' numbers has a name of its own. */
function nameTable(canvas, view) {
  for (const table of canvas.querySelectorAll("table")) table.setAttribute("aria-label", view?.name ?? view?.id ?? "");
  for (const heading of canvas.querySelectorAll("th.index-column:empty")) heading.textContent = "№";
}

function offerSteps(page, modeler, bus) {
  const button = (name) => page.querySelector(`[data-do="${name}"]`);
  const stack = () => modeler.getActiveViewer()?.get("commandStack");
  const able = () => {
    button("undo").disabled = !stack()?.canUndo();
    button("redo").disabled = !stack()?.canRedo();
  };
  bus.on("commandStack.changed", able);
  modeler.on("views.changed", able);
  able();
  page.addEventListener("click", (event) => {
    const deed = event.target.closest("[data-do]")?.dataset.do;
    if (deed) stack()?.[deed]();
  });
}

for (const page of document.querySelectorAll("[data-decisions]")) {
  const { words: said } = JSON.parse(page.dataset.decisions);
  start(page).catch((error) => {
    tell((name) => page.querySelector(`[data-${name}]`), said.open_failed, true);
    throw error;
  });
}
