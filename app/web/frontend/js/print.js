// A button that prints the page: <button data-print hidden>. Without script the browser's own menu does it.
export function print(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
