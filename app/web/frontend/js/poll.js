// Asks every 15 s, or as often as data-poll-every says, while the tab is visible, whether an element has newer content; 304 costs nothing.
const EVERY_SECONDS = 15;

// <div data-poll-url="/inbox/news"> is filled with what the address answers; data-poll-target names another element.
export function poll(element) {
  const target = element.dataset.pollTarget ? document.querySelector(element.dataset.pollTarget) : element;
  let etag = element.dataset.pollEtag ?? null;
  let timer = null;
  let asking = false;

  async function ask() {
    // What a person is reading with the keyboard is not pulled away; the next round will do.
    if (asking || target.contains(document.activeElement)) return;
    asking = true;
    try {
      const headers = { "X-Requested-With": "poll" };
      if (etag) headers["If-None-Match"] = etag;
      const answer = await fetch(element.dataset.pollUrl, { headers, cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return stop();
      if (answer.status === 200) {
        etag = answer.headers.get("ETag");
        const content = await answer.text();
        if (!target.contains(document.activeElement) && target.innerHTML !== content) target.innerHTML = content;
      }
    } catch {
      // The network is away: the page stays as it is, the next round asks again.
    } finally {
      asking = false;
    }
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    document.removeEventListener("visibilitychange", turn);
  }

  function turn() {
    clearInterval(timer);
    timer = null;
    if (document.visibilityState === "visible") timer = setInterval(ask, (Number(element.dataset.pollEvery) || EVERY_SECONDS) * 1000);
  }

  document.addEventListener("visibilitychange", turn);
  turn();
}
