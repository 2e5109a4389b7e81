/** Line drawings on a 20 × 20 grid, drawn for this project. */
const PATHS = {
  apps: '<rect x="3" y="3" width="6" height="6" rx="1.5"/><rect x="11" y="11" width="6" height="6" rx="1.5"/><rect x="3" y="11" width="6" height="6" rx="1.5"/><path d="M14 2.8v6.4M10.8 6h6.4"/>',
  back: '<path d="M12 4l-6 6 6 6"/>',
  camera: '<rect x="2.5" y="5" width="10" height="10" rx="2"/><path d="M12.5 9l5-3v8l-5-3z"/>',
  cameraOff: '<path d="M2.5 7v6a2 2 0 0 0 2 2h7M8 5h2.5a2 2 0 0 1 2 2v3l5 4V6l-5 3M2.5 2.5l15 15"/>',
  chat: '<path d="M3 9.5a7 6.5 0 1 1 3.6 5.7L3 16.5l1-3.2A6.3 6.3 0 0 1 3 9.5z"/><path d="M7 8.5h6M7 11h4"/>',
  close: '<path d="M5 5l10 10M15 5L5 15"/>',
  leave:
    '<path d="M2.5 11.5c-.6-1.8 3-4.5 7.5-4.5s8.1 2.7 7.5 4.5l-.5 1.7-3.7-.6-.4-2.2a10 10 0 0 0-5.8 0l-.4 2.2-3.7.6z"/>',
  lobby: '<path d="M5 17V4.5a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1V17M3 17h14M12 10.2v.6"/>',
  mic: '<rect x="7.5" y="2.5" width="5" height="9" rx="2.5"/><path d="M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5"/>',
  micOff:
    '<path d="M7.5 7.5V9a2.5 2.5 0 0 0 4 2M12.5 8.5V5a2.5 2.5 0 0 0-4.8-1M4.5 9.5a5.5 5.5 0 0 0 9 4.2M15.5 9.5a5 5 0 0 1-.4 2M10 15v2.5M2.5 2.5l15 15"/>',
  people:
    '<circle cx="7.5" cy="6.5" r="2.8"/><path d="M2.5 16c0-3 2-5 5-5s5 2 5 5z"/><path d="M12 4a2.5 2.5 0 1 1 .8 4.8M14 11.3c2.2.3 3.5 2 3.5 4.7"/>',
  reload: '<path d="M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4"/>',
} as const;

export type IconName = keyof typeof PATHS;

/** An icon's markup; hidden from assistive technology, since the control beside it has a name. */
export function icon(name: IconName): string {
  return `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`;
}
