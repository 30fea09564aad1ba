// Draws the diagram of a case: what has been passed, where it stands now, what failed.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

// <div class="q-diagram" role="region" aria-label="…" data-diagram-url="….bpmn" data-diagram-state-url="….json"
//   data-failed="…" data-diagram-of="hearing"></div>. The state is {passed: [ids], flows: [ids],
// current: {id: count}, incidents: [ids], undone: [ids], called: [ids]}. `diagram-of` are the call activities that
// lead to the process that is drawn; <a data-diagram-in="hearing"> anywhere in the panel draws that instead.
// It stands in <details data-diagram-panel hidden open>: shown only where this script runs, shut at first where the
// screen is narrow. Buttons data-zoom="in | out | fit" stand anywhere in that panel.
const COLOURS = { defaultFillColor: "#ffffff", defaultStrokeColor: "#858c90", defaultLabelColor: "#252d31" };
const PASSED = { fill: "#e1eaed", stroke: "#0f5870" };
const UNDONE = { fill: "#ffffff", stroke: "#0f5870" };
const CURRENT = { fill: "#fff6e3", stroke: "#0b2f3d" };
const DIFFERENCE = {
  added: { fill: "#e3f2e6", stroke: "#0b7f35", sign: "+" },
  removed: { fill: "#fbe9e7", stroke: "#b3261e", sign: "−" },
  changed: { fill: "#fff6e3", stroke: "#8a5200", sign: "≠" },
  moved: { fill: "#f0eaf7", stroke: "#67479a", sign: "↔" },
};
const FONT = { fontFamily: '"Noto Sans Variable", "Noto Sans", sans-serif', fontSize: 12 };
const MARGIN = 24;
/** Of the mark of bpmn.io at the foot on the right: the drawing ends above it. */
const FOOT = 28;
const TALLEST = 640;
const READABLE = 0.6;
/** Words a little smaller do less harm than an edge that is cut off. */
const NEARLY_READABLE = 0.54;
const TICK = '<span class="q-tick"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5"/></svg></span>';

/** By frame; each frame shows one drawing at a time. */
const viewers = new WeakMap();

async function draw(frame) {
  const drawn = frame.dataset.diagramOf ?? "";
  const [xml, state] = await Promise.all([
    load(within(frame.dataset.diagramUrl, drawn)).then((answer) => answer.text()),
    // A diagram of a service is no case's: nothing has been passed there.
    frame.dataset.diagramStateUrl
      ? load(within(frame.dataset.diagramStateUrl, drawn)).then((answer) => answer.json())
      : {},
  ]);
  // Somebody has asked for another one meanwhile.
  if (drawn !== (frame.dataset.diagramOf ?? "")) return;
  viewers.get(frame)?.destroy();
  frame.replaceChildren();
  const viewer = new NavigatedViewer({
    container: frame,
    bpmnRenderer: COLOURS,
    textRenderer: { defaultStyle: FONT, externalStyle: FONT },
    // The wheel scrolls the page; zooming has its own buttons.
    zoomScroll: { enabled: false },
  });
  viewers.set(frame, viewer);
  await viewer.importXML(named(xml, document.documentElement.lang));
  mark(viewer, state);
  if (frame.dataset.diagramMarks) difference(viewer, JSON.parse(frame.dataset.diagramMarks));
  // The stages of a case are told above; the words of its drawing, in no order, would be read out after them.
  if (frame.dataset.diagramStateUrl) frame.querySelectorAll(".djs-container > :is(svg, .djs-overlay-container)").forEach(keepSilent);
  // What belongs to no case has no place to begin at: all of it is shown.
  fit(viewer, frame, !frame.dataset.diagramStateUrl);
  offerStages(viewer, frame, state.called ?? []);
}

/** Nothing that is not read out has a stop of Tab either: the frame around it has one. */
function keepSilent(part) {
  part.ariaHidden = "true";
  part.removeAttribute("tabindex");
}

/** The address of a diagram, or of that of a called process. */
function within(address, drawn) {
  return drawn ? `${address}?in=${encodeURIComponent(drawn)}` : address;
}

/** The drawing with its names in the page's language; where a name has no translation, the Kazakh one stays. */
function named(xml, language) {
  const drawing = new DOMParser().parseFromString(xml, "text/xml");
  for (const property of drawing.querySelectorAll(`property[name="name.${language}"][value]`)) {
    property.closest("extensionElements")?.parentElement?.setAttribute("name", property.getAttribute("value"));
  }
  return new XMLSerializer().serializeToString(drawing);
}

async function load(address) {
  const answer = await fetch(address, { redirect: "error" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

function mark(viewer, { passed = [], flows = [], current = {}, incidents = [], undone = [] }) {
  const canvas = viewer.get("canvas");
  const overlays = viewer.get("overlays");
  const elements = viewer.get("elementRegistry");
  const known = (id) => elements.get(id);
  const disc = (html) => {
    const holder = document.createElement("div");
    holder.innerHTML = html;
    return holder.firstChild;
  };

  // On the drawing itself, not by a style sheet: arrow heads take their colour from there alone.
  const paint = (id, { fill, stroke }, marker) => {
    const element = known(id);
    element.di.set("bioc:stroke", stroke);
    if (!element.waypoints) element.di.set("bioc:fill", fill);
    viewer.get("graphicsFactory").update(element.waypoints ? "connection" : "shape", element, elements.getGraphics(id));
    canvas.addMarker(id, marker);
  };

  for (const id of [...passed, ...flows].filter(known)) {
    if (!(id in current)) paint(id, PASSED, "is-passed");
  }
  for (const id of undone.filter(known)) {
    if (!(id in current)) paint(id, UNDONE, "is-undone");
  }
  for (const id of passed.filter(known)) {
    if (id in current || !/Task|SubProcess|CallActivity/.test(known(id).type)) continue;
    overlays.add(id, { position: { top: -9, right: 9 }, html: disc(TICK) });
  }
  for (const [id, count] of Object.entries(current)) {
    if (!known(id)) continue;
    paint(id, CURRENT, "is-current");
    const token = disc('<span class="q-token"></span>');
    token.textContent = String(count);
    overlays.add(id, { position: { top: -11, right: 11 }, html: token });
  }
  for (const id of incidents.filter(known)) {
    canvas.addMarker(id, "is-incident");
    overlays.add(id, { position: { top: -11, left: -11 }, html: disc('<span class="q-incident">!</span>') });
  }
}

/** Marks what differs between two drawings: by colour and by a sign. */
function difference(viewer, marks) {
  const elements = viewer.get("elementRegistry");
  for (const [what, ids] of Object.entries(marks)) {
    for (const element of ids.map((id) => elements.get(id)).filter((one) => one?.parent)) {
      const { fill, stroke, sign } = DIFFERENCE[what];
      element.di.set("bioc:stroke", stroke);
      if (!element.waypoints) element.di.set("bioc:fill", fill);
      viewer.get("graphicsFactory").update(element.waypoints ? "connection" : "shape", element, elements.getGraphics(element));
      if (element.waypoints) continue;
      const badge = document.createElement("span");
      badge.className = `q-difference is-${what}`;
      badge.textContent = sign;
      viewer.get("overlays").add(element, { position: { top: -11, right: 11 }, html: badge });
    }
  }
}

/** Shows the whole drawing in a frame as high as it needs; where that is too small to read, the part at the token. */
function fit(viewer, frame, whole = false) {
  const canvas = viewer.get("canvas");
  const { inner } = canvas.viewbox();
  const room = whole ? (TALLEST - 2 * MARGIN - FOOT) / inner.height : 1;
  const fitting = Math.min(1, room, (frame.clientWidth - 2 * MARGIN) / inner.width);
  const scale = whole || fitting >= NEARLY_READABLE ? fitting : READABLE;
  frame.style.height = `${Math.min(TALLEST, Math.max(176, inner.height * scale + 2 * MARGIN + FOOT))}px`;
  canvas.resized();
  const width = frame.clientWidth / scale;
  const height = frame.clientHeight / scale;
  const current = frame.querySelector(".is-current") ? viewer.get("elementRegistry").filter(isCurrent(canvas))[0] : null;
  const middle = current ? current.x + current.width / 2 : 0;
  const margin = MARGIN / scale;
  const first = inner.x - margin;
  const last = inner.x + inner.width + margin - width;
  // Where only a part is shown, no room is left beside the drawing.
  const x = scale > fitting ? Math.max(Math.min(middle - width / 2, last), first) : inner.x + (inner.width - width) / 2;
  canvas.viewbox({ x, y: inner.y - margin, width, height });
}

function isCurrent(canvas) {
  return (element) => canvas.hasMarker(element, "is-current");
}

/** A click on a stage in the drawing does what its link above does. */
function offerStages(viewer, frame, called) {
  const panel = frame.closest("[data-diagram-panel]");
  const drawn = frame.dataset.diagramOf;
  const linkOf = (id) => {
    const path = drawn ? `${drawn}/${id}` : id;
    return [...(panel?.querySelectorAll("a[data-diagram-in]") ?? [])].find((a) => a.dataset.diagramIn === path);
  };
  for (const id of called.filter(linkOf)) {
    if (viewer.get("elementRegistry").get(id)) viewer.get("canvas").addMarker(id, "is-stage");
  }
  viewer.on("element.click", ({ element }) => called.includes(element.id) && linkOf(element.id)?.click());
}

function offerTools(frame) {
  const panel = frame.closest("[data-diagram-panel]");
  panel?.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-diagram-in]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      for (const other of panel.querySelectorAll("a[data-diagram-in]")) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      frame.dataset.diagramOf = link.dataset.diagramIn;
      show(frame);
      return;
    }
    const step = event.target.closest("[data-zoom]")?.dataset.zoom;
    const viewer = viewers.get(frame);
    if (!step || !viewer) return;
    const canvas = viewer.get("canvas");
    if (step === "fit") fit(viewer, frame, true);
    if (step === "in") canvas.zoom(canvas.zoom() * 1.25, "auto");
    if (step === "out") canvas.zoom(canvas.zoom() / 1.25, "auto");
  });
}

// A frame behind a fold has no size yet: it is drawn when it first comes into view.
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    show(target);
  }
});

function show(frame) {
  draw(frame).catch(() => {
    const words = document.createElement("p");
    words.textContent = frame.dataset.failed ?? "";
    frame.replaceChildren(words);
  });
}

for (const frame of document.querySelectorAll("[data-diagram-url]")) {
  const panel = frame.closest("[data-diagram-panel]");
  if (panel) {
    panel.hidden = false;
    if (window.matchMedia("(max-width: 62rem)").matches && location.hash !== `#${panel.id}`) panel.open = false;
  }
  offerTools(frame);
  seen.observe(frame);
}
