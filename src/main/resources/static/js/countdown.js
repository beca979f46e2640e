// Counts down to a time the server named, without trusting this device's clock.
//
//   <span role="timer" data-until="2026-11-22T18:00:45Z" data-now="2026-11-22T18:00:00Z" data-says="#said"
//         data-say-30="30 seconds left" data-say-0="Calling the next person">45</span>
//   <p id="said" class="visually-hidden" aria-live="polite"></p>
//
// data-until, data-now: instants (ISO 8601, UTC), both read by the server when it wrote the page.
// data-say-N: what a screen reader hears once, when N seconds are left; nothing else is spoken.
const number = new Intl.NumberFormat(document.documentElement.lang || undefined, {useGrouping: false});
const twoDigits = new Intl.NumberFormat(document.documentElement.lang || undefined, {minimumIntegerDigits: 2});
const arrived = performance.getEntriesByType('navigation')[0]?.responseStart ?? 0;
const firstSeen = new WeakMap();

function secondsLeft(timer) {
  const span = Date.parse(timer.dataset.until) - Date.parse(timer.dataset.now);
  return Math.max(0, Math.ceil((span - (performance.now() - firstSeen.get(timer))) / 1000));
}

function asText(seconds) {
  return seconds < 100 ? number.format(seconds) : `${number.format(Math.floor(seconds / 60))}:${twoDigits.format(seconds % 60)}`;
}

function say(timer, seconds) {
  const words = timer.dataset[`say-${seconds}`]; // "data-say-30" keeps its hyphen before a digit
  const place = words && timer.dataset.says && document.querySelector(timer.dataset.says);
  if (place && place.textContent !== words) place.textContent = words;
}

function tick() {
  for (const timer of document.querySelectorAll('[data-until][data-now]')) {
    if (!firstSeen.has(timer)) firstSeen.set(timer, performance.now());
    const seconds = secondsLeft(timer);
    if (Number.isNaN(seconds)) continue;
    const text = asText(seconds);
    if (timer.textContent !== text) {
      timer.textContent = text;
      say(timer, seconds);
    }
  }
}

for (const timer of document.querySelectorAll('[data-until][data-now]')) firstSeen.set(timer, arrived);
tick();
setInterval(tick, 250); // the text changes once a second; looking more often keeps it from skipping one
for (const renewed of ['htmx:afterSettle', 'amparo:renewed']) document.addEventListener(renewed, tick);
