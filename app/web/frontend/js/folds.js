// Remembers which folds a person keeps open or shut: <details data-fold="why">.
export function folds(root) {
  for (const fold of root.querySelectorAll("details[data-fold]")) {
    const key = `qadam.fold.${fold.dataset.fold}`;
    const kept = read(key);
    if (kept !== null) fold.open = kept === "open";
    // The press, not the change: printing opens folds too, and that is nobody's wish.
    fold.querySelector("summary").addEventListener("click", () => write(key, fold.open ? "shut" : "open"));
  }
  // On paper everything stands open; afterwards each fold is as it was.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...root.querySelectorAll("main details:not([open], .q-menu)")];
    opened.forEach((fold) => (fold.open = true));
  });
  window.addEventListener("afterprint", () => opened.forEach((fold) => (fold.open = false)));
  // A menu closes on Escape and when one goes elsewhere; its summary keeps the focus.
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.q-menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  root.addEventListener("click", (event) => {
    for (const menu of root.querySelectorAll("details.q-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

// Storage may be switched off; then a page forgets, which is no reason to fail.
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Forgotten.
  }
}
