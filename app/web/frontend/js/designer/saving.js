// Saves the drawing as one works: after a rest, one request at a time, none while a shape is being moved.
import { csrfHeaders } from "../csrf.js";
import { whileMoving } from "./moving.js";

const REST_MS = 1_500;

export class Saving {
  /** `bus` tells of changes; `told` gets {message, wrong}; `conflict` what the server says of another's save. */
  constructor(bus, { save, revision }, { told, conflict, serialize }) {
    Object.assign(this, { address: save, revision, told, conflict, serialize });
    this.isChanged = false;
    this.isMoving = false;
    this.isStopped = false;
    this.queue = Promise.resolve();
    bus.on("commandStack.changed", () => this.changed());
    whileMoving(bus, (isMoving) => {
      this.isMoving = isMoving;
      if (!isMoving && this.isChanged) this.schedule();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.isChanged) event.preventDefault();
    });
  }

  changed() {
    this.isChanged = true;
    this.schedule();
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), REST_MS);
  }

  now() {
    clearTimeout(this.timer);
    this.queue = this.queue.then(() => this.save());
    return this.queue;
  }

  async save() {
    if (!this.isChanged || this.isMoving || this.isStopped) return;
    this.isChanged = false;
    const drawing = await this.serialize();
    try {
      const answer = await send(`${this.address}?revision=${this.revision}`, drawing);
      const content = await answer.json().catch(() => ({}));
      if (answer.ok) {
        this.revision = content.revision;
        this.told({ message: content.message });
        return;
      }
      this.isChanged = true;
      if (answer.status === 409) {
        this.isStopped = true;
        this.conflict(content.message);
      } else {
        this.told({ message: content.title, wrong: true });
      }
    } catch {
      this.isChanged = true;
      this.told({ wrong: true });
      this.schedule();
    }
  }

  /** Keeps what could not be saved as a draft of its own; gives its address. */
  async split(address) {
    const answer = await send(`${address}?revision=${this.revision}`, await this.serialize());
    if (!answer.ok) throw new Error(String(answer.status));
    this.isChanged = false;
    return (await answer.json()).address;
  }

  leave() {
    this.isStopped = true;
    this.isChanged = false;
  }
}

function send(address, body) {
  const headers = { ...csrfHeaders(), Accept: "application/json", "Content-Type": "application/octet-stream" };
  return fetch(address, { method: "POST", body, headers, redirect: "manual" });
}
