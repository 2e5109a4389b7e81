/// <reference lib="dom" />
// A classic script, run before the first paint, so that a dark page never flashes white.
{
  const chosen = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('teams-theme');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default';
  const known = chosen !== null && ['default', 'dark', 'contrast'].includes(chosen);
  document.documentElement.dataset.theme = known ? chosen : dark;
}
