// Keys: "/" goes to the search; inside a list the arrows move between rows. <html data-keys="off"> switches all off.
export function keys(root) {
  root.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "/") {
      const search = root.querySelector("[data-search]");
      if (search?.offsetParent) {
        event.preventDefault();
        search.focus();
      }
      return;
    }
    const list = event.target.closest("[data-row-keys]");
    if (list && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const links = [...list.querySelectorAll("[data-row-link]")];
      const at = links.indexOf(event.target);
      const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at >= 0 && next) {
        event.preventDefault();
        next.focus();
      }
    }
  });
}

function isTyping(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}
