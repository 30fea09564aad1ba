// What was copied lies where every editor of this browser finds it: steps are carried from one service to another.
const PLACE = "qadam-copied";

export class SharedClipboard {
  static $inject = ["moddle"];

  constructor(moddle) {
    this.moddle = moddle;
    this.copied = undefined;
    this.written = null;
  }

  set(copied) {
    this.copied = copied;
    try {
      this.written = JSON.stringify(copied);
      window.localStorage.setItem(PLACE, this.written);
    } catch {
      // No room, or no storage at all: what was copied stays within this page.
      this.written = stored();
    }
  }

  get() {
    const text = stored();
    return text === this.written ? this.copied : (this.read(text) ?? this.copied);
  }

  clear() {
    this.set(undefined);
  }

  isEmpty() {
    return !this.get();
  }

  /** Elements of the drawing again, the one that is named twice being the same; nothing where it is none of ours. */
  read(text) {
    const known = new Map();
    try {
      return JSON.parse(text, (_, value) => {
        if (typeof value?.$type !== "string") return value;
        const { $type: type, ...said } = value;
        const made = known.get(said.id) ?? this.moddle.create(type, said);
        if (said.id) known.set(said.id, made);
        return made;
      });
    } catch {
      return undefined;
    }
  }
}

function stored() {
  try {
    return window.localStorage.getItem(PLACE);
  } catch {
    return null;
  }
}
