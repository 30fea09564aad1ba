// Draws the diagram of a case: what has been passed, where it stands now, what failed.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

// <div class="q-diagram" role="region" aria-label="…" data-diagram-url="….bpmn" data-diagram-state-url="….json"
//   data-failed="…"></div>. The state is {passed: [ids], flows: [ids], current: {id: count}, incidents: [ids]}.
// A neighbour <div class="q-diagram-tools" data-diagram-tools hidden> holds buttons data-zoom="in | out | fit".
const COLOURS = { defaultFillColor: "#ffffff", defaultStrokeColor: "#575e62", defaultLabelColor: "#252d31" };
const FONT = { fontFamily: '"Noto Sans Variable", "Noto Sans", sans-serif', fontSize: 12 };
const TICK = '<span class="q-tick"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5"/></svg></span>';

async function draw(frame) {
  const [xml, state] = await Promise.all([
    load(frame.dataset.diagramUrl).then((answer) => answer.text()),
    load(frame.dataset.diagramStateUrl).then((answer) => answer.json()),
  ]);
  frame.replaceChildren();
  const viewer = new NavigatedViewer({
    container: frame,
    bpmnRenderer: COLOURS,
    textRenderer: { defaultStyle: FONT, externalStyle: FONT },
    // The wheel scrolls the page; zooming has its own buttons.
    zoomScroll: { enabled: false },
  });
  await viewer.importXML(xml);
  mark(viewer, state);
  fit(viewer, frame);
  offerTools(viewer, frame);
}

async function load(address) {
  const answer = await fetch(address, { redirect: "error" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

function mark(viewer, { passed = [], flows = [], current = {}, incidents = [] }) {
  const canvas = viewer.get("canvas");
  const overlays = viewer.get("overlays");
  const elements = viewer.get("elementRegistry");
  const known = (id) => elements.get(id);
  const disc = (html) => {
    const holder = document.createElement("div");
    holder.innerHTML = html;
    return holder.firstChild;
  };

  for (const id of [...passed, ...flows].filter(known)) canvas.addMarker(id, "is-passed");
  for (const id of passed.filter(known)) {
    if (id in current || !/Task|SubProcess|CallActivity/.test(known(id).type)) continue;
    overlays.add(id, { position: { top: -9, right: 9 }, html: disc(TICK) });
  }
  for (const [id, count] of Object.entries(current)) {
    if (!known(id)) continue;
    canvas.removeMarker(id, "is-passed");
    canvas.addMarker(id, "is-current");
    const token = disc('<span class="q-token"></span>');
    token.textContent = String(count);
    overlays.add(id, { position: { top: -11, right: 11 }, html: token });
  }
  for (const id of incidents.filter(known)) {
    canvas.addMarker(id, "is-incident");
    overlays.add(id, { position: { top: -11, left: -11 }, html: disc('<span class="q-incident">!</span>') });
  }
}

/** Shows the whole drawing, in a frame as high as the drawing needs. */
function fit(viewer, frame) {
  const canvas = viewer.get("canvas");
  const margin = 24;
  const { inner } = canvas.viewbox();
  const scale = Math.min(1, (frame.clientWidth - 2 * margin) / inner.width);
  frame.style.height = `${Math.min(640, Math.max(192, inner.height * scale + 2 * margin + 32))}px`;
  canvas.resized();
  const width = frame.clientWidth / scale;
  const height = frame.clientHeight / scale;
  canvas.viewbox({ x: inner.x + (inner.width - width) / 2, y: inner.y - margin / scale, width, height });
}

function offerTools(viewer, frame) {
  const tools = frame.closest(".q-panel")?.querySelector("[data-diagram-tools]");
  if (!tools) return;
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const step = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (step === "fit") fit(viewer, frame);
    const canvas = viewer.get("canvas");
    if (step === "in") canvas.zoom(canvas.zoom() * 1.25, "auto");
    if (step === "out") canvas.zoom(canvas.zoom() / 1.25, "auto");
  });
}

// A frame behind a fold has no size yet: it is drawn when it first comes into view.
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    draw(target).catch(() => {
      const words = document.createElement("p");
      words.textContent = target.dataset.failed ?? "";
      target.replaceChildren(words);
    });
  }
});
document.querySelectorAll("[data-diagram-url]").forEach((frame) => seen.observe(frame));
