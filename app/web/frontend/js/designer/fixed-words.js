// A few words stand in the table library's own sources and never pass its translator: they are told as they appear.
const FIXED = new Set(["Decision table context menu", "Move Input", "Move Output", "Remove item", "Result", "Result type", "Results"]);

export function translateFixed(canvas, translate) {
  const told = (text) => (FIXED.has(text?.trim()) ? translate(text.trim()) : text);
  const speak = (root) => {
    for (const element of [root, ...root.querySelectorAll("[title], [aria-label], h2, h3, label, div")]) {
      for (const name of ["title", "aria-label"]) {
        const now = element.getAttribute(name);
        if (now !== told(now)) element.setAttribute(name, told(now));
      }
      // A letter of a font of icons would be read out as its name.
      if (element.matches("button[class*=dmn-icon-][title]")) element.setAttribute("aria-label", element.title);
      for (const part of element.childNodes) {
        if (part.nodeType === Node.TEXT_NODE && part.data !== told(part.data)) part.data = told(part.data);
      }
    }
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) speak(node);
  }).observe(canvas, { childList: true, subtree: true });
}
