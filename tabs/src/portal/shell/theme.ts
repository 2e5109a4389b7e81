import {
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import type { Host, HostTheme } from '../host/host.ts';

const THEMES: Record<HostTheme, Theme> = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
};

/** Fluent's theme for the host's. */
export function useHostTheme(host: Pick<Host, 'theme'>): Theme {
  return THEMES[useSyncExternalStore(host.theme.subscribe, host.theme.current)];
}
