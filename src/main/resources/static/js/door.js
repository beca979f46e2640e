// The screen at the door: a press is stored before it is sent, and the page says NOT SENT after 3 seconds without an
// answer. Works on the markup of respond/door.jte; without this script its forms do the same over a working network.
import {ask, persist, refused, sentAway} from './door-wire.js';
import {age, forgetPress, keepNote, keepPress, moment, notes, presses, wipe} from './door-store.js';
import {notesOf, why} from './door-notes.js';
import {askForNext, keepForOffline, moveToNext, stay} from './door-version.js';
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
  const notSent = pending?.late && !over && !(pending.refused && encounter); // with a call open, the team knows
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
  part('unsent-trying').hidden = Boolean(pending?.refused);
  part('unsent-refused').hidden = !pending?.refused;
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
  written.send();
  askForNext(); // a server that was away may have come back as another version
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
  await written.show();
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
  if (quiet()) moveToNext();
  return lostSince && readState(); // a server that lives but cannot reach its records is not there for us yet
}

// Nobody needs this page at this moment, as it is. What was begun to be written is stored and comes again.
const quiet = () => !encounter && !pending && !over && stale.hidden && !written.beingRead();

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
    const unfolded = live.querySelector('details')?.open;
    live.innerHTML = fromOurServer(text);
    if (unfolded) live.querySelector('details')?.setAttribute('open', '');
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
    for (const id of ['unsent-calls', 'lost-calls', 'away-calls', 'idle-calls', 'refused-calls'])
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
  stay();
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
    const [url, form] = made.toConfirm ? [`${pressUrl}/${made.id}/confirmations`, {}] : [pressUrl, {id: made.id, age: age(made)}];
    const {status, text} = await ask(url, ATTEMPT, {form});
    if (status === 200 || status === 201) await accepted(made, JSON.parse(text));
    else if (status === 202) await askWhether(made);
    else if (sentAway(status)) await leave();
    else if (refused(status)) await turnedDown(made, status);
    else return false;
    return true;
  });
}

// The server will not have it, ever: nobody may go on waiting for it.
async function turnedDown(made, status) {
  made = {...made, late: true, refused: status};
  await keepPress(made);
  if (pending && pending.id !== made.id) return;
  pending = made;
  sayRefused();
  show();
  scrollTo(0, 0);
}

function sayRefused() {
  const said = part('unsent-refused');
  said.querySelector('[data-why]').textContent = why(pending.refused);
  said.querySelector('[data-when]').textContent = calendar.format(pending.at);
}

async function sendAgain() {
  const {refused, ...made} = pending;
  pending = made;
  await keepPress(made);
  show();
  send(made);
}

async function discard() {
  for (const kept of await presses(site)) if (kept.refused) await forgetPress(kept.id);
  pending = null;
  part('unsent-refused').querySelector('details').open = false;
  show();
  scrollTo(0, 0);
  part('main').focus({preventScroll: true});
  written.send(); // its notes have lost their call
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
  written.send();
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
  stay();
  const made = {id: stale.dataset.press, site, toConfirm: true, ...moment()};
  pending = made;
  setTimeout(() => late(made), PATIENCE);
  show();
  send(made);
}

async function gone() {
  stale.hidden = true;
  if (stale.dataset.press) await forgetPress(stale.dataset.press);
  written.send(); // its notes have lost their call
}

/* Begin */

const written = notesOf({
  site,
  notesUrl,
  leave,
  encounter: () => encounter,
  press: () => pending?.id,
  over: () => over,
  time: date => calendar.format(date),
});

pressForm.addEventListener('submit', press);
stale.querySelector('form').addEventListener('submit', confirm);
const goneButton = stale.querySelector('[data-gone]');
goneButton.hidden = false;
goneButton.addEventListener('click', gone);
part('unsent-refused').querySelector('[data-again]').addEventListener('click', sendAgain);
part('unsent-refused').querySelector('[data-discard]').addEventListener('click', discard);
addEventListener('offline', unheard);
addEventListener('online', () => readState().then(heard, unheard));
document.addEventListener('visibilitychange', () => !document.hidden && readState().then(heard, unheard));

show();
await written.begin();
for (const kept of await presses(site)) {
  if (kept.refused) {
    if (!pending) turnedDown(kept, kept.refused);
  } else if (kept.toConfirm) await askWhether(kept);
  else if (!pending || pending.refused) {
    pending = {...kept, late: true};
    show();
    send(pending);
  } else send(kept);
}
every(PULSE, pulse);
every(STATE, readState);
every(LIVE, readLive);
setInterval(() => !encounter && renewNumbers(), REFRESH);
setInterval(askForNext, REFRESH);
await keepForOffline(doorUrl);
document.documentElement.dataset.doorReady = '';
