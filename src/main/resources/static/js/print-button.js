// <button type="button" hidden data-print>Print</button>: shown only where it can work.
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
