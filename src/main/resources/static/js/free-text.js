// Warns, in this browser only, when free text seems to hold what must never be written down: numbers and words about
// somebody's papers (design.md section 2). It warns and never blocks, and nothing of it is sent anywhere.
const NUMBERS = [/\bA[\s-]?\d{3}[\s-]?\d{3}[\s-]?\d{2,3}\b/i, /\b\d{3}-\d{2}-\d{4}\b/];
const WORDS = [
  /\b(undocumented|illegals?|(?:un)?lawful status|immigration status|citizenship|nationality|green card|visa|birthplace|born in|social security|religion)\b/i,
  /\b(indocumentad[oa]s?|ilegal(?:es)?|estatus migratorio|ciudadanía|nacionalidad|tarjeta verde|visa|nació en|nacid[oa] en|seguro social|religión)\b/i,
];

export const seemsPrivate = (text) => [...NUMBERS, ...WORDS].some((pattern) => pattern.test(text));

for (const area of document.querySelectorAll('textarea[data-free-text]')) {
  const warning = document.getElementById(area.dataset.freeText);
  if (!warning) continue;
  const look = () => {
    warning.hidden = !seemsPrivate(area.value);
  };
  area.addEventListener('input', look);
  look();
}
