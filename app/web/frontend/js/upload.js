// Sends each chosen file by its own request at once, so that a refused file cannot lose typed answers.
import { csrfHeaders } from "./csrf.js";

// <div class="q-upload"><input type="file" data-upload-url="…" data-upload-field="file" data-max-bytes="10485760"
//   data-too-large="…" data-sending="…" data-failed="…"><label for="…">…</label><button data-upload-fallback>…</button><span role="status"></span>
// </div>. The answer 201 is an HTML fragment for the list named by data-upload-list (a selector).
// What was last told at each field, by its id: a form that is drawn anew says it again.
const told = new Map();

export function upload(input) {
  const frame = input.closest(".q-upload");
  frame.classList.add("is-scripted");
  frame.querySelectorAll("[data-upload-fallback]").forEach((button) => (button.hidden = true));

  // Looked up when they are needed: the form may be drawn anew while a file is on its way.
  const present = () => document.getElementById(input.id)?.closest(".q-upload") ?? frame;

  function tell(text, wrong) {
    const status = present().querySelector("[role=status]");
    status.classList.toggle("is-wrong", wrong);
    status.textContent = text;
    told.set(input.id, [text, wrong]);
  }

  if (told.has(input.id)) tell(...told.get(input.id));

  input.addEventListener("change", async () => {
    for (const file of [...input.files]) {
      const largest = Number(input.dataset.maxBytes || Infinity);
      if (file.size > largest) {
        tell(`${file.name}: ${input.dataset.tooLarge}`, true);
        break;
      }
      const answer = await send(file);
      if (answer.ok) {
        document.querySelector(input.dataset.uploadList).insertAdjacentHTML("beforeend", answer.text);
        tell("", false);
      } else {
        tell(`${file.name}: ${answer.text || input.dataset.failed}`, true);
        break;
      }
    }
    // The form itself must not send the file a second time.
    input.value = "";
  });

  // fetch cannot tell how much has gone; XMLHttpRequest can.
  function send(file) {
    const size = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
    const megabytes = (bytes) => size.format(bytes / 1_048_576);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append(input.dataset.uploadField || input.name, file);
      request.open("POST", input.dataset.uploadUrl);
      for (const [name, value] of Object.entries(csrfHeaders())) request.setRequestHeader(name, value);
      request.setRequestHeader("X-Requested-With", "upload");
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        tell(`${input.dataset.sending} ${file.name}: ${megabytes(loaded)} / ${megabytes(total)}`, false);
      });
      request.addEventListener("load", () => {
        const ok = request.status >= 200 && request.status < 300;
        resolve({ ok, text: ok ? request.responseText : problemOf(request) });
      });
      request.addEventListener("error", () => resolve({ ok: false, text: "" }));
      request.send(body);
    });
  }
}

function problemOf(request) {
  try {
    const problem = JSON.parse(request.responseText);
    return problem.detail || problem.title || "";
  } catch {
    return "";
  }
}
