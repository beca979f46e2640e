// Keeps the page at the door, its styles, scripts and numbers, so that it opens without a network. It handles the pages
// of doors and the files of the present version, and nothing else. Before this text stand VERSION and ASSETS, which
// change whenever one of our files does: a browser then takes the new house whole, or stays in the old one.
const KEPT = `amparo-${VERSION}`;
const DOOR = /^(?:\/[a-z]{2,3})?\/door\/[0-9a-f-]{36}$/;
const PATIENCE = 4000;

// Whoever is sent elsewhere, unknown or not let in has no page to keep; any other trouble is the server's and passes.
const nobodys = response => response.type === 'opaqueredirect' || [401, 403, 404, 410].includes(response.status);

async function fetched(path) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await fetch(path, {headers: {Accept: 'text/html'}, redirect: 'manual', cache: 'no-store', signal: patience.signal});
  } finally {
    clearTimeout(timer);
  }
}

// A page is kept when it is of this version and when nothing is going on: an old call must not come up again.
async function keep(path, response) {
  const page = await response.clone().text();
  if (!page.includes(`/assets/${VERSION}/`)) return false;
  const cache = await caches.open(KEPT);
  if (page.includes('data-open=""') || !(await cache.match(path))) await cache.put(path, response);
  return true;
}

async function install() {
  const cache = await caches.open(KEPT);
  await cache.addAll(ASSETS.map(path => new Request(path, {cache: 'no-cache'})));
  for (const name of await caches.keys()) {
    if (name === KEPT) continue;
    for (const {url} of await (await caches.open(name)).keys()) {
      const {pathname} = new URL(url);
      if (!DOOR.test(pathname)) continue;
      const response = await fetched(pathname); // without it, this whole installation is put off
      if (nobodys(response)) continue;
      if (!response.ok) throw new Error('Not now');
      if (!(await keep(pathname, response))) throw new Error('Yet another version');
    }
  }
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await clients.claim();
}

async function doorPage(path) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetched(path);
    if (nobodys(response)) await cache.delete(path); // what was kept is nobody's any more
    else if (response.ok) await keep(path, response.clone());
    else throw new Error('Not now');
    return response;
  } catch (problem) {
    const kept = await cache.match(path) ?? await inAnyLanguage(cache, path);
    if (kept) return kept;
    throw problem;
  }
}

async function inAnyLanguage(cache, path) {
  const kept = (await cache.keys()).find(request => new URL(request.url).pathname.endsWith(path));
  return kept && cache.match(kept);
}

async function asset(request) {
  return await (await caches.open(KEPT)).match(request) ?? fetch(request);
}

addEventListener('install', event => event.waitUntil(install()));
addEventListener('activate', event => event.waitUntil(activate()));
addEventListener('fetch', event => {
  const {pathname, origin} = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin) return;
  if (event.request.mode === 'navigate' && DOOR.test(pathname)) event.respondWith(doorPage(pathname));
  else if (ASSETS.includes(pathname)) event.respondWith(asset(event.request));
});
addEventListener('message', event => {
  const path = event.data?.keep;
  if (DOOR.test(path)) event.waitUntil(fetched(path).then(response => response.ok && keep(path, response)).catch(() => {}));
});
