// Enhances pages that work without it: each feature looks for its own data attribute and does nothing else.
import { autosave } from "./autosave.js";
import { chooseFiles } from "./files.js";
import { keepFocus } from "./focus.js";
import { folds } from "./folds.js";
import { formDeeds } from "./form_deeds.js";
import { keys } from "./keys.js";
import { tellMissing } from "./missing.js";
import { keepNewer } from "./newer.js";
import { configureHtmx } from "./partial.js";
import { places } from "./places.js";
import { poll } from "./poll.js";
import { print } from "./print.js";
import { submitOnce } from "./submit.js";
import { upload } from "./upload.js";

configureHtmx();

function start() {
  folds(document);
  keys(document);
  places(document);
  print(document);
  formDeeds(document);
  submitOnce(document);
  document.querySelectorAll("[data-poll-url]").forEach(poll);
  document.querySelectorAll("form[data-draft-url]").forEach(autosave);
  keepNewer(document);
  keepFocus(document);
  uploads(document);
  chooseFiles(document);
  tellMissing(document);
  document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    // A fragment may bring a file field that was not on the page before.
    uploads(target);
    focus(target);
  });
  focus(document);
}

// What is said at the head of a page comes first in the page; what a person has to mend comes after it, and matters more.
function focus(root) {
  [...root.querySelectorAll("[data-focus]")].at(-1)?.focus();
}

function uploads(root) {
  root.querySelectorAll("input[type=file][data-upload-url]").forEach(upload);
}

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", start);
} else {
  start();
}
