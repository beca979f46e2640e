// Shows what the server sent to this browser, and opens the page when the notice is tapped. It answers for no page (its
// scope has none) and keeps nothing. Whatever arrives must be shown: a browser takes the right away from who is silent.
function read(event) {
  try {
    return event.data.json();
  } catch {
    return {};
  }
}

// Only our own addresses: what a notice opens must not depend on more than the server that sent it.
function ours(address) {
  try {
    const url = new URL(address, location.origin);
    return url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}

async function show({title = 'Amparo', text = '', open, id, leave, leaving}) {
  await registration.showNotification(title, {
    body: text,
    tag: id, // the same notice sent twice is shown once
    renotify: Boolean(id),
    requireInteraction: true,
    dir: 'auto',
    actions: leave ? [{action: 'leave', title: leaving}] : [],
    data: {open, leave},
  });
}

async function follow(address) {
  const url = ours(address) ?? new URL('/today', location.origin).href;
  for (const page of await clients.matchAll({type: 'window', includeUncontrolled: true}))
    if (page.url === url) return page.focus();
  return clients.openWindow(url);
}

addEventListener('install', () => skipWaiting());
addEventListener('push', event => event.waitUntil(show(read(event))));
addEventListener('notificationclick', event => {
  event.notification.close();
  const {open, leave} = event.notification.data ?? {};
  event.waitUntil(follow(event.action === 'leave' ? leave : open));
});
