// The diagram editor: canvas, properties, findings and outline around one drawing of a draft.
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  CamundaPlatformPropertiesProviderModule,
} from "bpmn-js-properties-panel";
import Modeler from "bpmn-js/lib/Modeler";
import camundaBehaviors from "camunda-bpmn-js-behaviors/lib/camunda-platform";
import camunda from "camunda-bpmn-moddle/resources/camunda.json";
import minimap from "diagram-js-minimap";
import { Checking, reach } from "./checking.js";
import { SharedClipboard } from "./clipboard.js";
import { Dropping } from "./dropping.js";
import { hooks, offerSaving, tell } from "./framing.js";
import { decoded, freed, Keeping } from "./keeping.js";
import { Laying, drawn, layOut } from "./laying.js";
import { Outline } from "./outline.js";
import { QadamGroups } from "./panel.js";
import { Renaming } from "./renaming.js";
import { Saving } from "./saving.js";
import { Stages } from "./stages.js";
import { translatingIn } from "./translating.js";

const COLOURS = { defaultFillColor: "#ffffff", defaultStrokeColor: "#575e62", defaultLabelColor: "#252d31" };
const PALETTE_WIDTH = 104;
const MARGIN = 16;
const FONT = { fontFamily: '"Noto Sans Variable", "Noto Sans", sans-serif', fontSize: 12 };

// <main data-editor='{…}'> with [data-canvas], [data-properties], [data-findings], [data-outline], [data-status],
// [data-conflict], and buttons data-do="undo | redo | zoom-in | …".
async function start(page) {
  const config = JSON.parse(page.dataset.editor);
  const part = (name) => page.querySelector(`[data-${name}]`);
  const translate = translatingIn(config.language);
  const modeler = new Modeler({
    container: part("canvas"),
    bpmnRenderer: COLOURS,
    textRenderer: { defaultStyle: FONT, externalStyle: FONT },
    moddleExtensions: { camunda },
    propertiesPanel: { parent: part("properties"), feelPopupContainer: page },
    qadam: config,
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      CamundaPlatformPropertiesProviderModule,
      camundaBehaviors,
      minimap,
      { __init__: ["qadamGroups"], qadamGroups: ["type", QadamGroups] },
      { __init__: ["dropping"], dropping: ["type", Dropping] },
      { __init__: ["renaming"], renaming: ["type", Renaming] },
      { __init__: ["laying"], laying: ["type", Laying] },
      { clipboard: ["type", SharedClipboard] },
      { translate: ["value", translate] },
    ],
  });
  const written = async () => (await modeler.saveXML({ format: true })).xml;
  let keeping = null;
  const serialize = async () => keeping.restored(await written());
  const checking = new Checking(modeler, config, part("findings"), serialize);
  new Outline(modeler, config, part("outline"), translate);
  const answer = await fetch(config.raw, { redirect: "error" });
  if (!answer.ok) throw new Error(`${config.raw}: ${answer.status}`);
  const read = freed(decoded(await answer.arrayBuffer()), "camunda", camunda.uri);
  const original = await drawn(read);
  await modeler.importXML(original);
  keeping = new Keeping(original, await written());
  // What was read is the start: only what changes after it is saved.
  config.revision = Number(answer.headers.get("X-Revision"));
  offerSaving(page, part, new Saving(modeler.get("eventBus"), config, hooks(part, config, serialize)), config);
  offerTools(page, modeler, (message, wrong) => tell(part, message, wrong), config.words);
  if (original !== read) tell(part, config.words.laid_out);
  new Stages(modeler, config, part("stages"));
  fit(modeler);
  // A failure of a scenario leads here: the part after # is the element.
  reach(modeler, decodeURIComponent(window.location.hash.slice(1)));
  checking.check();
}

/** The whole drawing beside the palette, never larger than life. */
function fit(modeler) {
  const canvas = modeler.get("canvas");
  const { inner, outer } = canvas.viewbox();
  const left = Math.min(PALETTE_WIDTH, outer.width / 3);
  const [width, height] = [outer.width - left - 2 * MARGIN, outer.height - 2 * MARGIN];
  const scale = Math.min(1, width / inner.width, height / inner.height);
  const x = inner.x - (left + MARGIN) / scale;
  canvas.viewbox({ x, y: inner.y - MARGIN / scale, width: outer.width / scale, height: outer.height / scale });
}

function offerTools(page, modeler, told, words) {
  const actions = modeler.get("editorActions");
  const canvas = modeler.get("canvas");
  const stack = modeler.get("commandStack");
  const deeds = {
    undo: () => actions.trigger("undo"),
    redo: () => actions.trigger("redo"),
    find: () => actions.trigger("find"),
    in: () => canvas.zoom(canvas.zoom() * 1.25, "auto"),
    out: () => canvas.zoom(canvas.zoom() / 1.25, "auto"),
    fit: () => fit(modeler),
    layout: () =>
      layOut(modeler).then(
        () => fit(modeler),
        () => told(words.layout_failed, true),
      ),
  };
  const button = (name) => page.querySelector(`[data-do="${name}"]`);
  const able = () => {
    button("undo").disabled = !stack.canUndo();
    button("redo").disabled = !stack.canRedo();
  };
  modeler.get("eventBus").on("commandStack.changed", able);
  able();
  page.addEventListener("click", (event) => deeds[event.target.closest("[data-do]")?.dataset.do]?.());
}

for (const page of document.querySelectorAll("[data-editor]")) {
  start(page).catch((error) => {
    page.querySelector("[data-status]").textContent = JSON.parse(page.dataset.editor).words.open_failed;
    page.querySelector("[data-status]").classList.add("is-wrong");
    throw error;
  });
}
