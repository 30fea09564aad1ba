// Names of values beside a text: a press puts one where the cursor was last.
export function places(root) {
  for (const list of root.querySelectorAll("[data-places]")) {
    const form = list.closest("form");
    let last = null;
    form.addEventListener("focusin", ({ target }) => {
      if (target.matches("textarea, input[type=text]")) last = target;
    });
    for (const name of list.querySelectorAll("[data-place]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ds-button is-small";
      button.dataset.variant = "tertiary";
      button.textContent = name.dataset.place;
      button.addEventListener("click", () => {
        const field = last ?? form.querySelector("textarea");
        field.setRangeText(name.dataset.place, field.selectionStart, field.selectionEnd, "end");
        field.focus();
      });
      name.replaceWith(button);
    }
  }
}
