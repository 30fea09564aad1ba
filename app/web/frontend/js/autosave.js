// Saves a form as a draft: after 2 s of rest, on leaving a field, on leaving the page.
import { csrfHeaders } from "./csrf.js";

const REST_MS = 2_000;
const LONGEST_WAIT_MS = 3_000;

// <form data-draft-url="…"> with <span role="status" data-draft-status data-saving="…" data-failed="…">. The answer is
// {"message": "Қаралама 10:38-де сақталды"}; a refusal is a problem whose `title` is shown.
export function autosave(form) {
  const status = form.querySelector("[data-draft-status]");
  const conflict = form.querySelector("[data-draft-conflict]");
  let saved = snapshot();
  let timer = null;
  let queue = Promise.resolve();
  let underWay = 0;
  let isWaiting = false;

  function snapshot(isSent = false) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      // What the page has seen changes with each saving, and is nothing that a person typed.
      if (typeof value === "string" && (isSent || name !== "seen")) fields.append(name, value);
    }
    return fields.toString();
  }

  function remember(seen) {
    const field = form.querySelector("[data-seen]");
    if (field) field.value = seen;
  }

  function tell(text, wrong = false) {
    if (!status || !text) return;
    status.classList.toggle("is-wrong", wrong);
    (status.querySelector("[data-draft-text]") ?? status).textContent = text;
  }

  async function save(leaving) {
    const fields = snapshot();
    if (fields === saved || form.dataset.sending || isWaiting) return;
    // Where two values are shown, a button says which is kept: until then the saved one stays.
    if (form.querySelector("[data-conflict]")) return;
    underWay += 1;
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body: snapshot(true),
        headers: { ...csrfHeaders(), Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        keepalive: leaving,
        redirect: "manual",
      });
      const content = await answer.json().catch(() => ({}));
      if (content.seen) remember(content.seen);
      if (conflict) conflict.hidden = !content.conflict;
      if (answer.ok) {
        saved = fields;
        tell(content.message);
      } else {
        tell(content.title ?? status?.dataset.failed, true);
      }
    } catch {
      tell(status?.dataset.failed, true);
    } finally {
      underWay = Math.max(0, underWay - 1);
    }
  }

  // One request at a time, so that an older draft never overtakes a newer one.
  function now(leaving = false) {
    clearTimeout(timer);
    queue = leaving ? save(true) : queue.then(() => save(false));
    return queue;
  }

  // A draft that overtakes the form would look like the work of another window: the form goes after it.
  form.addEventListener("submit", (event) => {
    if (isWaiting) event.preventDefault();
    if (isWaiting || !underWay) return;
    event.preventDefault();
    isWaiting = true;
    const rest = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));
    Promise.race([queue, rest]).then(() => {
      isWaiting = false;
      underWay = 0;
      form.requestSubmit(event.submitter);
    });
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(now, REST_MS);
  });
  form.addEventListener("change", () => now());
  // A row was added or removed.
  form.addEventListener("htmx:afterSettle", () => now());
  window.addEventListener("pagehide", () => now(true));
}
