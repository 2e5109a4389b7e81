// Buttons that copy the value they stand beside, and say so.
document.addEventListener('click', async (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.firstChild;
  label.textContent = 'Copied';
  setTimeout(() => {
    label.textContent = 'Copy';
  }, 2000);
});
