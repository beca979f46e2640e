// Takes people to the list of errors, and from there to the field.
function show(root) {
  root.querySelector('[data-error-summary]')?.focus();
}

document.addEventListener('click', event => {
  const link = event.target.closest?.('[data-error-summary] a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest('.field') ?? field).scrollIntoView({block: 'start'});
  field.focus({preventScroll: true});
});
document.addEventListener('htmx:afterSettle', event => show(event.target));
show(document);
