// Enhances pages that work without it: each feature looks for its own data attribute and does nothing else.
import { autosave } from "./autosave.js";
import { folds } from "./folds.js";
import { keys } from "./keys.js";
import { configureHtmx } from "./partial.js";
import { poll } from "./poll.js";
import { submitOnce } from "./submit.js";
import { upload } from "./upload.js";

configureHtmx();

function start() {
  folds(document);
  keys(document);
  submitOnce(document);
  document.querySelectorAll("[data-poll-url]").forEach(poll);
  document.querySelectorAll("form[data-draft-url]").forEach(autosave);
  document.querySelectorAll("input[type=file][data-upload-url]").forEach(upload);
  document.querySelector("[data-focus]")?.focus();
}

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", start);
} else {
  start();
}
