// A file field whose button the browser would label in a language of its own gets one in the page's words.

// <template id="q-choose"> holds the button and the line for the name of the chosen file; both are for eyes and mouse
// alone: the field itself stays, has the focus and tells its name and its file to whoever listens.
export function chooseFiles(root) {
  const template = root.getElementById("q-choose");
  if (!template) return;
  for (const field of root.querySelectorAll("input[type=file]:not([data-upload-url])")) {
    const shown = template.content.firstElementChild.cloneNode(true);
    const name = shown.querySelector(".q-chosen");
    shown.querySelector("button").addEventListener("click", () => field.click());
    field.addEventListener("change", () => (name.textContent = [...field.files].map((file) => file.name).join(", ")));
    field.classList.add("q-hidden", "q-native-file");
    field.after(shown);
  }
}
