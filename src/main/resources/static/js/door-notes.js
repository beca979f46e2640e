// Notes at the door: written down sealed, sent when the call they belong to is known to the server, and forgotten when it
// has them. What the server refuses is not sent again: it stays here, sealed, until somebody has copied and discarded it.
import {ask, persist, refused, sentAway} from './door-wire.js';
import {age, forgetNote, keepNote, moment, notes, presses} from './door-store.js';

const ATTEMPT = 10000;
const ROUND = 30000;

// at: {site, notesUrl, encounter(), press(), over(), leave(), time(date)}
export function notesOf(at) {
  const part = id => document.getElementById(id);
  const words = part('note-text');
  const list = part('refused');
  const draft = `draft-${at.site}`;
  let draftTimer;
  let again = null;

  function keepDraft() {
    clearTimeout(draftTimer);
    draftTimer = setTimeout(() => {
      if (words.value) keepNote({id: draft, site: at.site, draft: true, text: words.value, ...moment()});
      else forgetNote(draft);
    }, 500);
  }

  async function write(event) {
    event.preventDefault();
    const text = words.value.trim();
    if (!text || at.over()) return;
    clearTimeout(draftTimer);
    const encounter = at.encounter();
    await keepNote({id: crypto.randomUUID(), site: at.site, encounter, press: encounter ? null : at.press(), text, ...moment()});
    words.value = '';
    await forgetNote(draft);
    await show();
    send();
  }

  /* Sending */

  const sendable = note => !note.draft && !note.refused && note.encounter;

  async function round() {
    if (at.over()) return true;
    const pressed = new Set((await presses(at.site)).map(press => press.id)); // before the notes: one that is accepted now must not look lost
    const ours = await notes(at.site);
    for (const note of ours)
      if (!note.draft && !note.refused && !note.encounter && !pressed.has(note.press) && note.press !== at.press())
        await keepNote({...note, refused: 'alone'});
    try {
      for (const note of ours.filter(sendable)) {
        const {status} = await ask(at.notesUrl, ATTEMPT, {form: {id: note.id, encounter: note.encounter, text: note.text, age: age(note)}});
        if (status === 200 || status === 201) await forgetNote(note.id);
        else if (sentAway(status)) return await at.leave(), true;
        else if (refused(status)) await keepNote({...note, refused: status});
      }
    } finally {
      await show();
    }
    return !(await notes(at.site)).some(sendable);
  }

  function send() {
    if (again) return again();
    again = persist(async () => {
      const done = await round();
      if (done) again = null;
      return done;
    });
  }

  /* What shows */

  function say(element, many) {
    const said = many === 0 ? '' : many === 1 ? element.dataset.one : element.dataset.many.replace('{count}', many);
    if (element.textContent !== said) element.textContent = said;
  }

  async function show() {
    const kept = (await notes(at.site)).filter(note => !note.draft);
    const turnedDown = kept.filter(note => note.refused);
    say(part('notes-waiting'), kept.length - turnedDown.length);
    say(part('refused-said').querySelector('a'), turnedDown.length);
    part('refused-said').hidden = list.hidden = at.over() || turnedDown.length === 0;
    const shown = new Set(turnedDown.map(note => note.id));
    for (const old of list.querySelectorAll('[data-note]')) {
      if (shown.has(old.dataset.note)) shown.delete(old.dataset.note); // stays as it is: somebody may be copying it
      else old.remove();
    }
    for (const note of turnedDown) if (shown.has(note.id)) part('refused-notes').append(card(note));
  }

  function card(note) {
    const made = document.importNode(part('refused-note').content, true).firstElementChild;
    const text = made.querySelector('[data-text]');
    made.dataset.note = note.id;
    made.querySelector('[data-why]').textContent = why(note.refused);
    made.querySelector('[data-when]').textContent = at.time(new Date(note.at));
    text.closest('details').addEventListener('toggle', event => { // not to be read by who passes by
      text.textContent = event.target.open ? note.text : '';
    });
    const resend = made.querySelector('[data-again]');
    resend.hidden = note.refused === 'alone'; // there is nowhere to send it
    resend.addEventListener('click', async () => {
      made.remove();
      await keepNote({...note, refused: null});
      await show();
      send();
    });
    made.querySelector('[data-discard]').addEventListener('click', async () => {
      await forgetNote(note.id);
      await show();
      part('main').focus({preventScroll: true});
    });
    return made;
  }

  part('note-form').addEventListener('submit', write);
  words.addEventListener('input', keepDraft);
  setInterval(send, ROUND);

  async function begin() {
    for (const note of await notes(at.site)) if (note.draft && !words.value) words.value = note.text;
    await show();
    send();
  }

  return {begin, send, show, beingRead: () => Boolean(list.querySelector('details[open]'))};
}

// The reason in words, which the page brings: for a status, or for 'alone', a note whose call was never sent.
export function why(refusal) {
  const reasons = document.getElementById('refused');
  const like = {410: 404, 413: 422}[refusal] ?? refusal;
  return reasons.getAttribute(`data-why-${like}`) ?? reasons.getAttribute('data-why-400');
}
