// Asks the decision as it stands in the editor with sample data; nothing is kept.
import { csrfHeaders } from "../csrf.js";

export function offerTrying(part, { ask, words }, serialize, spots) {
  const form = part("ask");
  const result = part("answer");
  const failed = () => {
    result.textContent = words.ask_failed;
  };
  const asked = async (sample) => {
    const body = JSON.stringify({ content: await serialize(), decision: form.elements.decision.value, sample });
    const headers = { ...csrfHeaders(), Accept: "application/json", "Content-Type": "application/json" };
    const answer = await fetch(ask, { method: "POST", body, headers, redirect: "manual" });
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    return answer.json();
  };
  const fill = async () => {
    const before = form.elements.sample.value;
    const { decisions } = await asked(null);
    const chosen = form.elements.decision.value;
    const options = decisions.map(({ id, name }) => new Option(name || id, id));
    form.elements.decision.replaceChildren(...options);
    const one = decisions.find(({ id }) => id === chosen) ?? decisions[0];
    if (!one) return;
    form.elements.decision.value = one.id;
    // What somebody has typed meanwhile stays.
    if (form.elements.sample.value === before) form.elements.sample.value = one.sample;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const isFilling = event.submitter?.value === "sample";
    try {
      if (isFilling) return await fill();
      const { html, rules } = await asked(form.elements.sample.value);
      result.innerHTML = html;
      spots.speak(rules);
    } catch {
      failed();
    }
    return undefined;
  });
  form.elements.decision.addEventListener("change", () => fill().catch(failed));
  return fill().catch(failed);
}
