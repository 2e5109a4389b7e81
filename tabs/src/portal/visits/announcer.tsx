import { makeStyles } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';

const KEPT = 5;

const useStyles = makeStyles({
  // Read aloud, not seen (WCAG technique C7).
  heardOnly: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

interface Sentence {
  readonly id: number;
  readonly text: string;
}

/** Sentences for screen readers, in the order they were said; a log, so that none of several at once is lost. */
export function useAnnouncements() {
  const [said, setSaid] = useState<readonly Sentence[]>([]);
  const say = useCallback((texts: readonly string[]) => {
    if (texts.length === 0) return;
    setSaid((before) => {
      const next = (before.at(-1)?.id ?? 0) + 1;
      return [...before, ...texts.map((text, index) => ({ id: next + index, text }))].slice(-KEPT);
    });
  }, []);
  return { said, say };
}

export function Announcer({ said }: { said: readonly Sentence[] }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <div role="log" aria-live="polite" aria-label={t('live.label')} className={styles.heardOnly}>
      {said.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
