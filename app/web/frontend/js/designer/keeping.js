// Keeps what the editor's model has no place for: what a file of another tool says stays in it when it is saved.
// The library drops attributes that equal their default, rewrites numbers, and leaves out elements it does not know.
// What it dropped is seen once, right after opening: the file as it was beside the file as it would be written. Each
// later save gets that back, wherever the element it belongs to is still there and still says the same.
const XMLNS = "http://www.w3.org/2000/xmlns/";
const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** The text of a file in the encoding that it names itself. */
export function decoded(buffer) {
  const bytes = new Uint8Array(buffer);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const named = head.match(/^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/)?.[1];
  const text = new TextDecoder(known(named) ? named : "utf-8").decode(bytes);
  return text.replace(/^([^<]*<\?xml[^>]*\bencoding\s*=\s*["'])[\w.:-]+/, "$1UTF-8");
}

function known(encoding) {
  try {
    return Boolean(encoding && new TextDecoder(encoding));
  } catch {
    return false;
  }
}

/** Gives a prefix that the editor needs for itself another name where the file means something else by it. */
export function freed(xml, prefix, uri) {
  const file = parsed(xml);
  const taken = [...file.querySelectorAll("*")].find((one) => (one.getAttributeNS(XMLNS, prefix) ?? uri) !== uri);
  if (!taken) return xml;
  const other = taken.getAttributeNS(XMLNS, prefix);
  const own = `other_${prefix}`;
  for (const element of [...file.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      if (attribute.prefix === prefix && attribute.namespaceURI === other) {
        element.removeAttributeNode(attribute);
        element.setAttributeNS(other, `${own}:${attribute.localName}`, attribute.value);
      }
    }
    if (element.hasAttributeNS(XMLNS, prefix) && element.getAttributeNS(XMLNS, prefix) === other) {
      element.removeAttributeNS(XMLNS, prefix);
      element.setAttributeNS(XMLNS, `xmlns:${own}`, other);
    }
    if (element.prefix === prefix && element.namespaceURI === other) renamed(element, `${own}:${element.localName}`);
  }
  return new XMLSerializer().serializeToString(file);
}

function renamed(element, name) {
  const made = element.ownerDocument.createElementNS(element.namespaceURI, name);
  for (const attribute of [...element.attributes]) made.setAttributeNodeNS(attribute.cloneNode());
  made.append(...element.childNodes);
  element.replaceWith(made);
}

export class Keeping {
  /** `original` as it was opened, `written` as the library would save it before anything has changed. */
  constructor(original, written) {
    const [before, after] = [parsed(original), parsed(written)];
    const [had, has] = [indexed(before.documentElement), indexed(after.documentElement)];
    this.root = before.documentElement;
    this.lost = [];
    this.changed = [];
    for (const [key, element] of had.byKey) {
      const kept = has.byKey.get(key);
      if (kept) this.note(key, element, kept);
      else if (has.byKey.has(had.keyOf.get(element.parentElement))) this.lost.push(lostElement(element, had));
    }
  }

  note(key, was, is) {
    for (const { namespaceURI: space, localName: name, value } of was.attributes) {
      if (space === XMLNS) continue;
      const now = is.getAttributeNS(space, name);
      if (now !== value && !(space === XSI && sameName(was, value, is, now))) {
        this.changed.push({ key, space, name, value, now });
      }
    }
    const [text, now] = [ownText(was), ownText(is)];
    if (text !== now) this.changed.push({ key, text, now });
  }

  restored(written) {
    const xml = this.named(written);
    if (!this.lost.length && !this.changed.length) return xml;
    const file = parsed(xml);
    const root = file.documentElement;
    const { byKey } = indexed(root);
    for (const { key, space, name, value, text, now } of this.changed) {
      const element = byKey.get(key);
      if (!element) continue;
      if (name === undefined) {
        if (ownText(element) === now) element.textContent = text;
      } else if (element.getAttributeNS(space, name) === now) {
        element.setAttributeNS(space, qualified(element, space, name), value);
      }
    }
    for (const { parent, element, followers } of this.lost) {
      const home = byKey.get(parent);
      if (!home) continue;
      const next = followers.map((key) => byKey.get(key)).find((one) => one?.parentElement === home) ?? null;
      home.insertBefore(file.importNode(element, true), next);
    }
    return declared(new XMLSerializer().serializeToString(file));
  }

  /** With the namespaces that the file declares and the library found no use for. */
  named(xml) {
    const has = parsed(xml).documentElement;
    const missing = [...this.root.attributes].filter(({ name, prefix }) => prefix === "xmlns" && !has.hasAttribute(name));
    const told = missing.map(({ name, value }) => ` ${name}="${value.replace(/[&<"]/g, (one) => `&#${one.charCodeAt(0)};`)}"`);
    return xml.replace(/<[A-Za-z_][^\s/>]*/, (tag) => tag + told.join(""));
  }
}

function parsed(xml) {
  const file = new DOMParser().parseFromString(xml, "application/xml");
  if (file.querySelector("parsererror")) throw new Error("not XML");
  return file;
}

function declared(xml) {
  return xml.startsWith("<?xml") ? xml : `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
}

/** Elements by their id, or by their place below the next element with one. */
function indexed(root) {
  const byKey = new Map();
  const keyOf = new Map();
  const walk = (element, above) => {
    const counted = new Map();
    for (const child of element.children) {
      const tag = `{${child.namespaceURI}}${child.localName}`;
      const id = child.getAttribute("id");
      const place = counted.get(tag) ?? 0;
      if (!id) counted.set(tag, place + 1);
      const key = id && !byKey.has(`#${id}`) ? `#${id}` : `${above}/${tag}[${id ?? place}]`;
      byKey.set(key, child);
      keyOf.set(child, key);
      walk(child, key);
    }
  };
  byKey.set("", root);
  keyOf.set(root, "");
  walk(root, "");
  return { byKey, keyOf };
}

function lostElement(element, { keyOf }) {
  const followers = [];
  for (let next = element.nextElementSibling; next; next = next.nextElementSibling) followers.push(keyOf.get(next));
  return { parent: keyOf.get(element.parentElement), element, followers };
}

function ownText(element) {
  return element.children.length ? "" : element.textContent;
}

/** Whether two xsi:type values name the same type by different prefixes. */
function sameName(one, value, other, now) {
  if (now === null) return false;
  const whole = (element, name) => {
    const [local, prefix] = name.split(":").reverse();
    return `{${element.lookupNamespaceURI(prefix ?? null)}}${local}`;
  };
  return whole(one, value) === whole(other, now);
}

function qualified(element, space, name) {
  if (!space) return name;
  const prefix = element.lookupPrefix(space);
  return prefix ? `${prefix}:${name}` : name;
}
