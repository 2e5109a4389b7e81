/** Adaptive Cards' host config in the colours of the page: variables, so that a theme switch needs no redraw. */
export const CARD_LOOK = {
  fontFamily: 'inherit',
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--stroke)' },
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: containerStyle('transparent'),
    emphasis: containerStyle('var(--surface-3)'),
    good: containerStyle('var(--good-surface)'),
    attention: containerStyle('var(--danger-surface)'),
    warning: containerStyle('var(--warning-surface)'),
    accent: containerStyle('var(--brand-surface)'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 8 },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  factSet: {
    title: {
      color: 'default',
      size: 'default',
      isSubtle: true,
      weight: 'default',
      wrap: true,
      maxWidth: 160,
    },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 16,
  },
  inputs: {
    label: { requiredInputs: { suffix: ' *', suffixColor: 'attention' }, inputSpacing: 4 },
    errorMessage: { color: 'attention', size: 'small' },
  },
} as const;

function containerStyle(backgroundColor: string) {
  return {
    backgroundColor,
    foregroundColors: {
      default: colour('var(--text)', 'var(--text-quiet)'),
      dark: colour('var(--text)', 'var(--text-quiet)'),
      light: colour('var(--text-quiet)', 'var(--text-quiet)'),
      accent: colour('var(--brand-text)', 'var(--brand-text)'),
      good: colour('var(--good-text)', 'var(--good-text)'),
      warning: colour('var(--warning-text)', 'var(--warning-text)'),
      attention: colour('var(--danger-text)', 'var(--danger-text)'),
    },
  };
}

function colour(normal: string, subtle: string) {
  return { default: normal, subtle };
}
