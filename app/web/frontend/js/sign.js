// Signing through NCALayer, the program of the national authority on the person's own machine. Loaded on signing pages
// alone: there the page may open a WebSocket to it. The browser may ask the person first.
import { NCALayerClient } from "ncalayer-js-client";

/** The file at an address as base64, which is how NCALayer takes what is to be signed. */
async function paper(address) {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** The detached signature in base64; an error whose message is the key of the words to show. */
async function signed(address, data, language) {
  const layer = new NCALayerClient(address, false);
  try {
    await layer.connect();
  } catch {
    throw new Error("missing");
  }
  try {
    const found = await layer.basicsSignCMS(
      NCALayerClient.basicsStorageAll,
      data,
      NCALayerClient.basicsCMSParamsDetachedNoTSP,
      NCALayerClient.basicsSignerSignAny,
      language,
    );
    return found.replace(/-----[A-Z0-9 ]+-----/g, "").replace(/\s/g, "");
  } catch {
    throw new Error("cancelled");
  }
}

for (const form of document.querySelectorAll("[data-sign-with-layer]")) {
  const button = form.querySelector("button");
  const status = form.querySelector("[data-sign-status]");
  button.disabled = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.signature.value) return;
    event.preventDefault();
    button.disabled = true;
    status.textContent = form.dataset.waiting;
    try {
      const data = await paper(form.dataset.paper);
      form.elements.signature.value = await signed(form.dataset.signWithLayer, data, form.dataset.language);
      form.requestSubmit();
    } catch (error) {
      status.textContent = form.dataset[error.message] ?? form.dataset.missing;
      button.disabled = false;
    }
  });
}
