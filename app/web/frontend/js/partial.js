// htmx, tied down: no evaluated code, no inline styles, no pages kept in the browser's storage.
import htmx from "htmx.org";
import { csrfHeaders } from "./csrf.js";

export function configureHtmx() {
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    selfRequestsOnly: true,
  });
  document.addEventListener("htmx:configRequest", (event) => {
    Object.assign(event.detail.headers, csrfHeaders());
  });
}
