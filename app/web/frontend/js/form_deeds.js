// Rows of lists, order and pages of tables: a press of their buttons draws the fields anew, without leaving the page.
import htmx from "htmx.org";

export const DEED = "form_do";

export function formDeeds(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest(`button[name=${DEED}]`);
    const fields = button?.closest("#fields[hx-post]");
    if (!fields) return;
    event.preventDefault();
    // In the line of the fieldset's own requests, so that an older drawing never comes over a newer one.
    const sent = { source: fields, target: fields, swap: "innerHTML", values: { [DEED]: button.value } };
    htmx.ajax("POST", fields.getAttribute("hx-post"), sent);
  });
}
