// What this device keeps until the server has it: presses, and notes sealed with a key that no script can read out.
// Where the browser gives no store or no cryptography, everything stays in memory and nothing is written down.
const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open('amparo-door', 1);
  request.onupgradeneeded = () => {
    for (const store of ['presses', 'notes', 'keys']) request.result.createObjectStore(store);
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = request.onblocked = () => reject(request.error);
});
opened.catch(() => {});
const memory = {presses: new Map(), notes: new Map()};

async function inStore(name, mode, work) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, {durability: 'strict'});
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

// The moment of something, so that its age survives a reload and a change of the device's clock.
export const moment = () => ({at: Date.now(), since: performance.now(), origin: performance.timeOrigin});

export function age({at, since, origin}) {
  return Math.round(Math.max(0, origin === performance.timeOrigin ? performance.now() - since : Date.now() - at));
}

export async function keepPress(press) {
  memory.presses.set(press.id, press);
  await inStore('presses', 'readwrite', store => store.put(press, press.id)).catch(() => {});
}

export async function forgetPress(id) {
  memory.presses.delete(id);
  await inStore('presses', 'readwrite', store => store.delete(id)).catch(() => {});
}

export async function presses(site) {
  const kept = await inStore('presses', 'readonly', store => store.getAll()).catch(() => []);
  const all = new Map([...kept.map(press => [press.id, press]), ...memory.presses]);
  return [...all.values()].filter(press => press.site === site);
}

async function key() {
  if (!globalThis.crypto?.subtle) throw new Error('no cryptography here');
  const kept = await inStore('keys', 'readonly', store => store.get('notes'));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({name: 'AES-GCM', length: 256}, false, ['encrypt', 'decrypt']);
  await inStore('keys', 'readwrite', store => store.put(made, 'notes'));
  return made;
}

const bound = id => new TextEncoder().encode(`amparo note ${id}`);

// note: {id, site, text, encounter or null, …moment}. Only the text is secret; it is stored sealed or not at all.
export async function keepNote(note) {
  memory.notes.set(note.id, note);
  try {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      {name: 'AES-GCM', iv, additionalData: bound(note.id)}, await key(), new TextEncoder().encode(note.text));
    const {text, ...open} = note;
    await inStore('notes', 'readwrite', store => store.put({...open, iv, sealed}, note.id));
  } catch {
    // in memory only
  }
}

export async function forgetNote(id) {
  memory.notes.delete(id);
  await inStore('notes', 'readwrite', store => store.delete(id)).catch(() => {});
}

export async function notes(site) {
  const kept = await inStore('notes', 'readonly', store => store.getAll()).catch(() => []);
  const all = new Map();
  for (const {iv, sealed, ...note} of kept) {
    try {
      const text = await crypto.subtle.decrypt({name: 'AES-GCM', iv, additionalData: bound(note.id)}, await key(), sealed);
      all.set(note.id, {...note, text: new TextDecoder().decode(text)});
    } catch {
      await forgetNote(note.id); // sealed with a key that is gone: nobody can read it any more
    }
  }
  for (const [id, note] of memory.notes) all.set(id, note);
  return [...all.values()].filter(note => note.site === site).sort((a, b) => a.at - b.at);
}

// Nothing of ours stays on this device: presses, notes, the key, and the page that was kept for offline use.
export async function wipe() {
  memory.presses.clear();
  memory.notes.clear();
  for (const store of ['notes', 'presses', 'keys'])
    await inStore(store, 'readwrite', s => s.clear()).catch(() => {});
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      if (new URL(request.url).pathname.includes('/door/')) await cache.delete(request);
  }
}
