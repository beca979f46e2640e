// Follows long work: [data-progress="/address"] holds a [data-progress-text] and a <progress>. When it ends, the page loads anew.
const box = document.querySelector('[data-progress]');

async function look() {
  try {
    const answer = await fetch(box.dataset.progress, {headers: {Accept: 'application/json'}});
    const now = await answer.json();
    if (!now.running) return location.reload();
    box.querySelector('[data-progress-text]').textContent = now.text;
    box.querySelector('progress').value = now.done;
  } catch {
    // no network for a moment: the link to look again is there
  }
  setTimeout(look, 1000);
}

if (box) setTimeout(look, 500);
