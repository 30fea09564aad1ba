// What the browser would say of an empty field in a language of its own is said at the field, in the page's words.

// The words lie in <template id="q-missing">, for a field of a pattern in its own data-unfit.
export function tellMissing(root) {
  const template = root.getElementById("q-missing");
  if (!template) return;
  let focused = false;

  root.addEventListener(
    "invalid",
    (event) => {
      event.preventDefault();
      tell(template, event.target);
      if (focused) return;
      // All empty fields of a form are told of in one go, and the first one is where to begin.
      focused = true;
      event.target.focus();
      setTimeout(() => (focused = false));
    },
    true,
  );

  for (const kind of ["input", "change"]) {
    root.addEventListener(kind, ({ target }) => {
      const error = target.id && root.getElementById(errorOf(target));
      if (error && target.validity.valid) forget(target, error);
    });
  }
}

const errorOf = (field) => `${field.id}-missing`;

function tell(template, field) {
  field.id ||= `q-field-${field.name}`;
  const id = errorOf(field);
  const error = document.getElementById(id) ?? template.content.firstElementChild.cloneNode(true);
  if (field.validity.patternMismatch && field.dataset.unfit) {
    error.querySelector("span").textContent = field.dataset.unfit;
  }
  error.id = id;
  place(field).after(error);
  field.setAttribute("aria-invalid", "true");
  describe(field, [...described(field).filter((one) => one !== id), id]);
  field.closest(".q-field")?.classList.add("is-wrong");
}

function forget(field, error) {
  error.remove();
  field.removeAttribute("aria-invalid");
  describe(field, described(field).filter((one) => one !== error.id));
  field.closest(".q-field")?.classList.remove("is-wrong");
}

// Within a label the sentence would become part of the field's name.
const place = (field) => field.closest("label") ?? field;
const described = (field) => (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);

function describe(field, ids) {
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
  else field.removeAttribute("aria-describedby");
}
