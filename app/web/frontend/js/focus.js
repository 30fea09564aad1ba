// A fragment takes the focus away with what it replaces: it goes back to the same control, or to the nearest one before it that is still there.
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

export function keepFocus(root) {
  let places = [];

  root.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    const controls = [...target.querySelectorAll(CONTROLS)];
    const at = controls.indexOf(document.activeElement);
    places = controls.slice(0, at + 1).reverse().map(placeOf);
  });

  root.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    if (document.activeElement !== document.body || !places.length) return;
    const controls = new Map([...target.querySelectorAll(CONTROLS)].map((control) => [placeOf(control), control]));
    controls.get(places.find((place) => controls.has(place)))?.focus({ preventScroll: true });
  });
}

const placeOf = ({ id, localName, name, value, href }) => id || [localName, name, value, href].join(" ");
