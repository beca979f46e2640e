// Leaves at once. Without this script the link still works; with it the page is also replaced in the history,
// and pressing Escape three times within two seconds does the same.
const link = document.querySelector('a[data-quick-exit]');

function leave() {
  document.documentElement.hidden = true; // nothing to read while the next page loads
  location.replace(link.href);
}

if (link) {
  link.addEventListener('click', event => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.repeat) {
      if (event.key !== 'Escape') pressed = [];
      return;
    }
    pressed = [...pressed.filter(at => event.timeStamp - at < 2000), event.timeStamp];
    if (pressed.length >= 3) leave();
  });
  // Coming "back" from the browser's own memory would show the page again.
  addEventListener('pageshow', event => {
    if (event.persisted) location.reload();
  });
}
