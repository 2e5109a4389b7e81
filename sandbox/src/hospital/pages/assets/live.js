// Keeps the parts marked data-live up to date: when the hospital says something changed, this page is fetched again and
// those parts are replaced, so that focus, scrolling and opened timelines stay as they are.
const events = new EventSource('/events');

async function refresh() {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const now = fresh.getElementById(part.id);
    if (now && now.innerHTML !== part.innerHTML) part.innerHTML = now.innerHTML;
  }
  refreshInTime();
}

// What changes by itself says when to look again.
let nextRefresh;
function refreshInTime() {
  clearTimeout(nextRefresh);
  const waiting = document.querySelector('[data-refresh-in]');
  if (waiting) nextRefresh = setTimeout(refresh, Number(waiting.dataset.refreshIn));
}

events.addEventListener('changed', refresh);
// After a break in the line, catch up with what was missed.
events.addEventListener('open', refresh);
refreshInTime();
