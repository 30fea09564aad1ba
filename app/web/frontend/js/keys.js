// Keys: "/" goes to the search, "?" tells of all of them; in a list the arrows, Home and End move between rows, X ticks one.
// Keys of letters go by their place on the keyboard: it types Kazakh, Russian or Latin. <html data-keys="off"> switches all off.
const KEPT = "qadam.keys";

export function keys(root) {
  const told = root.querySelector("[data-keys-dialog]");
  if (told) explain(root, told);
  root.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "off" || root.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "/") return go(event, searchOf(root));
    if (event.key === "?" && told) {
      event.preventDefault();
      return told.showModal();
    }
    if (event.code === "KeyL") return go(event, root.querySelector("[data-row-keys] [data-row-link]"));
    const list = event.target.closest("[data-row-keys]");
    if (list) inList(event, list);
  });
}

// In a narrow window the search stands in the menu.
function searchOf(root) {
  const wide = root.querySelector("[data-search]");
  const narrow = root.querySelector("[data-search-narrow]");
  const menu = narrow?.closest("details");
  if (wide?.offsetParent || !menu?.offsetParent) return wide;
  menu.open = true;
  return narrow;
}

function inList(event, list) {
  const links = [...list.querySelectorAll("[data-row-link]")];
  const at = links.indexOf(event.target);
  if (at < 0) return;
  if (event.code === "KeyX") {
    event.target.closest("tr")?.querySelector("input[type=checkbox]")?.click();
    return;
  }
  const next = { ArrowDown: links[at + 1], ArrowUp: links[at - 1], Home: links[0], End: links.at(-1) }[event.key];
  go(event, next);
}

function go(event, element) {
  if (!element?.offsetParent) return;
  event.preventDefault();
  element.focus();
}

// The window that tells them, its button in the footer, and the switch for those who speak to their computer.
function explain(root, told) {
  const html = document.documentElement;
  const off = told.querySelector("[data-keys-off]");
  off.checked = read() === "off";
  if (off.checked) html.dataset.keys = "off";
  off.addEventListener("change", () => {
    html.dataset.keys = off.checked ? "off" : "on";
    write(html.dataset.keys);
  });
  for (const button of root.querySelectorAll("[data-keys-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => told.showModal());
  }
}

function isTyping(element) {
  return element.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox");
}

// Storage may be switched off; then a page forgets, which is no reason to fail.
function read() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function write(value) {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    // Forgotten.
  }
}
