// What every editor of a file has around its canvas: how saving stands, and the choice when another saved.
export function tell(part, message, wrong = false) {
  part("status").textContent = message;
  part("status").classList.toggle("is-wrong", wrong);
}

export function hooks(part, { words }, serialize) {
  return {
    serialize,
    told: ({ message, wrong = false }) => tell(part, message ?? words.save_failed, wrong),
    conflict: (message) => {
      part("conflict").hidden = false;
      part("conflict").querySelector("[data-conflict-text]").textContent = message;
      part("conflict").querySelector("button").focus();
    },
  };
}

export function offerSaving(page, part, saving, { split, words }) {
  part("conflict").addEventListener("click", async (event) => {
    const choice = event.target.closest("[data-keep]")?.dataset.keep;
    if (choice === "mine") {
      try {
        window.location.assign(await saving.split(split));
      } catch {
        part("conflict").querySelector("[data-conflict-text]").textContent = words.save_failed;
      }
    }
    if (choice === "theirs") {
      saving.leave();
      window.location.reload();
    }
  });
  // A link within the page's own bar leads on only when the last change is safe.
  page.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href][data-after-save]");
    if (!link || !saving.isChanged || saving.isStopped) return;
    event.preventDefault();
    await saving.now();
    if (!saving.isChanged) window.location.assign(link.href);
  });
}
