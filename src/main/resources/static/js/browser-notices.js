// <section hidden data-browser-notices="/…"> <button type="button">…</button>
//   <p role="alert" hidden data-said="blocked|unreachable|refused|failed">…</p>
// </section>
// Shown only where the browser can show notices. Its worker has a scope of its own, in which no page lies: the door's
// worker stays the only one that answers for pages.
const WORKER = '/push-worker.js';
const SCOPE = '/push/';

const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
const text = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

class Sorry extends Error {}

// navigator.serviceWorker.ready would wait for ever: it means a worker of this page.
async function active() {
  const registration = await navigator.serviceWorker.register(WORKER, {scope: SCOPE});
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  await new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('redundant'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
  return registration;
}

async function subscribed(manager, key) {
  const options = {userVisibleOnly: true, applicationServerKey: bytes(key)};
  try {
    return await manager.subscribe(options);
  } catch (problem) {
    if (problem.name === 'NotAllowedError') throw new Sorry('blocked');
    const old = await manager.getSubscription(); // made for a key that this Amparo no longer has
    if (problem.name !== 'InvalidStateError' || !old) throw new Sorry('unreachable');
    await old.unsubscribe();
    return manager.subscribe(options);
  }
}

async function turnOn(address) {
  if (await Notification.requestPermission() !== 'granted') throw new Sorry('blocked');
  const asked = await fetch(address, {headers: {Accept: 'application/json'}});
  if (!asked.ok || asked.redirected) throw new Sorry('failed');
  const {key} = await asked.json();
  const made = await subscribed((await active()).pushManager, key);
  const answer = await fetch(address, {
    method: 'POST',
    headers: {Accept: 'application/json'},
    body: new URLSearchParams({endpoint: made.endpoint, p256dh: text(made.getKey('p256dh')), auth: text(made.getKey('auth'))}),
  });
  if (answer.status === 422) throw new Sorry('refused');
  if (!answer.ok || answer.redirected) throw new Sorry('failed');
  return (await answer.json()).next;
}

for (const section of document.querySelectorAll('[data-browser-notices]')) {
  if (!navigator.serviceWorker || !globalThis.PushManager || !globalThis.Notification) continue;
  section.hidden = false;
  const button = section.querySelector('button');
  button.addEventListener('click', async () => {
    button.disabled = true;
    for (const said of section.querySelectorAll('[data-said]')) said.hidden = true;
    try {
      location.assign(await turnOn(section.dataset.browserNotices));
    } catch (problem) {
      const why = problem instanceof Sorry ? problem.message : 'failed';
      section.querySelector(`[data-said="${why}"]`).hidden = false;
      button.disabled = false;
    }
  });
}
