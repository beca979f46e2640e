// One version of the program at a time: the service worker takes the next one whole, and this page moves over to it in a
// quiet moment. A tablet at a door stays open for weeks, so nobody else would reload it.
const HOUSE = new URL('..', import.meta.url).pathname; // /assets/<version>/
let registration = null;
let path = null;
let next = false; // the next version is on this device, page and all
let moving = false;

async function look() {
  const {controller} = navigator.serviceWorker;
  if (controller?.state === 'activating') // until then the old version's page is there too
    await new Promise(ready => controller.addEventListener('statechange', ready, {once: true}));
  controller?.postMessage({keep: path});
  const kept = await caches.match(path);
  next = Boolean(kept) && !(await kept.text()).includes(HOUSE);
}

export async function keepForOffline(doorUrl) {
  if (!navigator.serviceWorker) return;
  path = doorUrl;
  navigator.serviceWorker.addEventListener('controllerchange', () => look().catch(() => {}));
  try {
    registration = await navigator.serviceWorker.register('/sw.js');
    const {active} = await navigator.serviceWorker.ready;
    active.postMessage({keep: path});
  } catch {
    // no secure address, or no room: the page works as long as it stays open
  }
}

// Asks the server whether there is another version. Where it cannot be fetched whole, the present one stays.
export const askForNext = () => registration?.update().catch(() => {});

export function moveToNext() {
  if (!next || moving) return;
  moving = true;
  location.reload();
}

// Somebody pressed while the page was being exchanged: this page stays until it is quiet again.
export function stay() {
  if (moving) stop();
  moving = false;
}
