// A form is sent once: the second click of a double click does nothing.
export function submitOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "true";
    // After the browser has taken the form's values, or the pressed button's own would be missing.
    setTimeout(() => buttons(form).forEach((button) => (button.disabled = true)));
  });
  // Coming back by the "back" button, or staying because the answer was a download.
  window.addEventListener("pageshow", () => root.querySelectorAll("form[data-sending]").forEach(release));
  root.addEventListener("click", (event) => {
    const form = event.target.closest("form[data-download]");
    if (form) setTimeout(() => release(form), 2_000);
  });
}

function buttons(form) {
  return [...form.elements].filter((element) => element.type === "submit" && !element.disabled);
}

function release(form) {
  delete form.dataset.sending;
  [...form.elements].filter((element) => element.type === "submit").forEach((button) => (button.disabled = false));
}
