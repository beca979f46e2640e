// <button type="button" hidden data-copy="#link" data-copied="Copied">Copy</button> <output></output>
// Hidden where it could not work; says so in the <output> beside it.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.querySelector(button.dataset.copy);
    const said = button.parentElement.querySelector('output');
    try {
      await navigator.clipboard.writeText('value' in source ? source.value : source.textContent.trim());
      if (said) said.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(source); // not allowed to copy: at least select it
    }
  });
}
