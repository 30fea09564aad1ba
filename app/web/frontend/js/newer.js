// What was typed or uploaded while a fragment was on its way is newer than the fragment: it stays.
import { DEED } from "./form_deeds.js";

const TYPED = "input:not([type=hidden], [type=file]), select, textarea";

export function keepNewer(root) {
  let newer = null;

  root.addEventListener("htmx:beforeSwap", ({ detail: { target, requestConfig } }) => {
    newer = null;
    // After a row has gone, the same names belong to other rows.
    if (requestConfig?.parameters?.[DEED]) return;
    newer = {
      values: new Map([...target.querySelectorAll(TYPED)].map((field) => [placeOf(field), valueOf(field)])),
      files: [...target.querySelectorAll(".q-files[id]")],
    };
  });

  root.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    if (!newer) return;
    for (const field of target.querySelectorAll(TYPED)) {
      const value = newer.values.get(placeOf(field));
      if (value === undefined) continue;
      if (isTick(field)) field.checked = value;
      else if (field.value !== value) field.value = value;
    }
    for (const list of newer.files) target.querySelector(`#${CSS.escape(list.id)}`)?.replaceWith(list);
    newer = null;
  });
}

const isTick = (field) => field.type === "checkbox" || field.type === "radio";
const valueOf = (field) => (isTick(field) ? field.checked : field.value);
const placeOf = (field) => `${field.name} ${isTick(field) ? field.value : ""}`;
