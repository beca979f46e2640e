// The screen at the door: a press is stored before it is sent, and the page says NOT SENT after 3 seconds without an
// answer. Works on the markup of respond/door.jte; without this script its forms do the same over a working network.
import {ask, persist, sentAway} from './door-wire.js';
import {age, forgetNote, forgetPress, keepNote, keepPress, moment, notes, presses, wipe} from './door-store.js';
import {fromOurServer} from './trusted.js';

const PATIENCE = 3000; // then: NOT SENT. Call now
const ATTEMPT = 10000;
const PULSE = 2500; // a pulse may take 2 s, so that a lost network shows within 5 s
const STATE = 15000;
const LIVE = 2000;
const REFRESH = 300000;

const door = document.getElementById('door');
const {site, pressUrl, stateUrl, liveUrl, notesUrl, doorUrl} = door.dataset;
const part = id => document.getElementById(id);
const [unsent, sentLater, stale, lost, away, idle, live, script, noteBox] =
  ['unsent', 'sent-later', 'stale', 'lost', 'away', 'idle', 'live', 'script', 'notes'].map(part);
const pressForm = part('press');
const pressButton = pressForm.querySelector('button');
const format = options => new Intl.DateTimeFormat(document.documentElement.lang, {...options, timeZone: door.dataset.zone || undefined});
const clock = format({timeStyle: 'short'});
const calendar = format({dateStyle: 'medium', timeStyle: 'short'});

let encounter = door.dataset.open || null;
let pending = null; // the press that the server has not accepted yet
let over = false; // sent away: this device may do nothing more
let lostSince = null;
let onCall = null;

/* What shows */

function show() {
  const notSent = pending?.late && !over;
  unsent.hidden = !notSent;
  away.hidden = !over;
  lost.hidden = over || notSent || !encounter || !lostSince;
  idle.hidden = over || notSent || Boolean(encounter);
  live.hidden = over || notSent || !encounter;
  noteBox.hidden = over || !(encounter || pending);
  if (over || encounter) script.remove();
  else if (!script.isConnected) idle.after(script); // the live part brings its own
  pressButton.disabled = Boolean(pending);
  pressButton.setAttribute('aria-busy', String(Boolean(pending)));
  part('sending').hidden = !pending;
}

function saySince() {
  const words = lostSince && door.dataset.lostSince.replace('{time}', clock.format(lostSince));
  const connection = part('state-connection');
  const said = words || connection.dataset.connected;
  if (connection.textContent !== said) connection.textContent = said;
  part('state').classList.toggle('door__state--lost', Boolean(lostSince));
  part('state-connected').hidden = Boolean(lostSince);
  part('state-lost').hidden = !lostSince;
  part('lost-since').textContent = words || '';
  show();
}

/* The connection */

function heard() {
  if (!lostSince) return;
  lostSince = null;
  saySince();
  sendNotes();
}

function unheard() {
  if (lostSince) return;
  lostSince = new Date();
  saySince();
}

async function leave() {
  over = true;
  pending = null;
  encounter = null;
  live.replaceChildren();
  show();
  if (door.dataset.tablet) await wipe();
}

// Runs `work` again `pause` milliseconds after it has ended; not while the page is hidden. Work that fails means: not
// connected. Only work that says true has heard from a server that is well; having had nothing to ask is no news.
function every(pause, work) {
  async function turn() {
    if (!over && !document.hidden) {
      try {
        if (await work()) heard();
      } catch {
        unheard();
      }
    }
    setTimeout(turn, pause);
  }
  turn();
}

async function pulse() {
  const {status} = await ask('/health/live', 2000, {accept: 'text/plain'});
  if (status !== 200) throw new Error('not well');
  return lostSince && readState(); // a server that lives but cannot reach its records is not there for us yet
}

async function readState() {
  const {status, text} = await ask(stateUrl, 4000);
  if (sentAway(status)) return leave();
  if (status !== 200) throw new Error('no state');
  const state = JSON.parse(text);
  const name = part('state-on-call');
  name.textContent = state.onCall || name.dataset.nobody;
  part('state-test').textContent = state.lastTestPage
    ? door.dataset.test.replace('{time}', calendar.format(new Date(state.lastTestPage)))
    : door.dataset.testNever;
  if (onCall !== null && onCall !== state.onCall) renewNumbers();
  onCall = state.onCall;
  if (state.open !== encounter) {
    encounter = state.open;
    if (encounter) await readLive();
    else live.replaceChildren();
    show();
  }
  return true;
}

// The same words with another second on the countdown are not new: the page stays as it is, and nothing is read out twice.
const lasting = html => html.replace(/data-now="[^"]*"/g, '').replace(/(role="timer"[^>]*>)\d+/g, '$1');
let shown = lasting(live.innerHTML);

async function readLive() {
  if (!encounter) return false;
  const {status, text} = await ask(liveUrl, 4000, {accept: 'text/html'});
  if (sentAway(status)) return leave();
  if (status !== 200) throw new Error('nothing live');
  if (!text.trim()) encounter = null; // closed in the meantime
  if (lasting(text) !== shown) {
    shown = lasting(text);
    const at = [...live.querySelectorAll('a, button')].indexOf(document.activeElement);
    live.innerHTML = fromOurServer(text);
    if (at >= 0) live.querySelectorAll('a, button')[at]?.focus({preventScroll: true});
    document.dispatchEvent(new CustomEvent('amparo:renewed'));
  }
  show();
  return true;
}

// Whoever is on call now: their numbers on this page, and on the page that is kept for when there is no network.
async function renewNumbers() {
  if (over || lostSince) return;
  try {
    const {status, text} = await ask(doorUrl, 4000, {accept: 'text/html'});
    if (status !== 200) return;
    const fresh = new DOMParser().parseFromString(fromOurServer(text), 'text/html');
    for (const id of ['unsent-calls', 'lost-calls', 'away-calls', 'idle-calls'])
      part(id)?.replaceChildren(...document.importNode(fresh.getElementById(id) ?? new DocumentFragment(), true).childNodes);
    navigator.serviceWorker?.controller?.postMessage({keep: doorUrl});
  } catch {
    // the pulse will tell
  }
}

/* The press */

async function press(event) {
  event.preventDefault();
  if (pending || over) return;
  const made = {id: crypto.randomUUID(), site, ...moment()};
  setTimeout(() => late(made), PATIENCE);
  pending = made;
  show();
  await Promise.race([keepPress(made), new Promise(resolve => setTimeout(resolve, 500))]);
  send(made);
}

function late(made) {
  if (pending !== made || made.late) return;
  made.late = true;
  show();
  scrollTo(0, 0);
}

function send(made) {
  persist(async () => {
    if (over) return true;
    const {status, text} = await ask(pressUrl, ATTEMPT, {form: {id: made.id, age: age(made)}});
    if (status === 200 || status === 201) await accepted(made, JSON.parse(text));
    else if (status === 202) await askWhether(made);
    else if (sentAway(status)) await leave();
    else return false;
    return true;
  });
}

async function accepted(made, answer) {
  sentLater.hidden = !made.late;
  sentLater.querySelector('[data-sent]').textContent = sentLater.dataset.sent.replace('{time}', clock.format(new Date()));
  encounter = answer.encounter;
  for (const note of await notes(site)) if (note.press === made.id) await keepNote({...note, press: null, encounter});
  await forgetPress(made.id);
  if (pending === made) pending = null;
  stale.hidden = true;
  await readLive().catch(unheard);
  show();
  sendNotes();
}

// Too old to call the team by itself: a person who stands there says whether it still counts.
async function askWhether(made) {
  await keepPress({...made, toConfirm: true});
  if (pending === made) pending = null;
  stale.hidden = false;
  stale.querySelector('form').action = `${pressUrl}/${made.id}/confirmations`;
  stale.dataset.press = made.id;
  show();
}

async function confirm(event) {
  if (!stale.dataset.press) return; // the server's own form does it
  event.preventDefault();
  if (pending) return;
  const made = {id: stale.dataset.press, site, ...moment()};
  pending = made;
  setTimeout(() => late(made), PATIENCE);
  show();
  persist(async () => {
    const {status, text} = await ask(`${pressUrl}/${made.id}/confirmations`, ATTEMPT, {form: {}});
    if (status === 200 || status === 201) await accepted(made, JSON.parse(text));
    else if (sentAway(status)) await leave();
    else return false;
    return true;
  });
}

async function gone() {
  stale.hidden = true;
  if (stale.dataset.press) await forgetPress(stale.dataset.press);
}

/* Notes */

const noteText = part('note-text');
const DRAFT = `draft-${site}`;
let draftTimer;
let sending = false;

function keepDraft() {
  clearTimeout(draftTimer);
  draftTimer = setTimeout(() => {
    if (noteText.value) keepNote({id: DRAFT, site, draft: true, text: noteText.value, ...moment()});
    else forgetNote(DRAFT);
  }, 500);
}

async function writeNote(event) {
  event.preventDefault();
  const text = noteText.value.trim();
  if (!text || over) return;
  clearTimeout(draftTimer);
  await keepNote({id: crypto.randomUUID(), site, encounter, press: encounter ? null : pending?.id, text, ...moment()});
  noteText.value = '';
  await forgetNote(DRAFT);
  await count();
  sendNotes();
}

async function count() {
  const waiting = (await notes(site)).filter(note => !note.draft).length;
  const said = part('notes-waiting');
  const words = waiting === 0 ? '' : waiting === 1 ? said.dataset.one : said.dataset.many.replace('{count}', waiting);
  if (said.textContent !== words) said.textContent = words;
}

async function sendNotes() {
  if (sending || over) return;
  sending = true;
  try {
    for (const note of await notes(site)) {
      if (note.draft || !note.encounter) continue;
      const {status} = await ask(notesUrl, ATTEMPT, {form: {id: note.id, encounter: note.encounter, text: note.text, age: age(note)}});
      if (status === 200 || status === 201) await forgetNote(note.id);
      else if (sentAway(status)) return await leave();
    }
  } catch {
    // kept; sent when the connection is back, or by the next round
  } finally {
    sending = false;
    await count();
  }
}

/* Begin */

pressForm.addEventListener('submit', press);
stale.querySelector('form').addEventListener('submit', confirm);
const goneButton = stale.querySelector('[data-gone]');
goneButton.hidden = false;
goneButton.addEventListener('click', gone);
part('note-form').addEventListener('submit', writeNote);
noteText.addEventListener('input', keepDraft);
addEventListener('offline', unheard);
addEventListener('online', () => readState().then(heard, unheard));
document.addEventListener('visibilitychange', () => !document.hidden && readState().then(heard, unheard));

show();
for (const kept of await presses(site)) {
  if (kept.toConfirm) await askWhether(kept);
  else if (!pending) {
    pending = {...kept, late: true};
    show();
    send(pending);
  } else send(kept);
}
for (const note of await notes(site)) if (note.draft) noteText.value = note.text;
await count();
every(PULSE, pulse);
every(STATE, readState);
every(LIVE, readLive);
setInterval(sendNotes, 30000);
setInterval(() => !encounter && renewNumbers(), REFRESH);
sendNotes();

if (navigator.serviceWorker) {
  try {
    await navigator.serviceWorker.register('/sw.js');
    const {active} = await navigator.serviceWorker.ready;
    active.postMessage({keep: doorUrl});
  } catch {
    // no secure address, or no room: the page works as long as it stays open
  }
}
document.documentElement.dataset.doorReady = '';
