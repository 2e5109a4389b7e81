/// <reference lib="dom" />

export type Theme = 'default' | 'dark' | 'contrast';

export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === 'dark' || theme === 'contrast' ? theme : 'default';
}

/** Brings the title bar's theme choice to life; the choice is kept for this browser. */
export function bindThemeChoice(onChange: (theme: Theme) => void = () => {}): void {
  const select = document.querySelector<HTMLSelectElement>('#theme-choice');
  if (select === null) return;
  select.value = currentTheme();
  select.addEventListener('change', () => {
    document.documentElement.dataset.theme = select.value;
    localStorage.setItem('teams-theme', select.value);
    onChange(currentTheme());
  });
}
