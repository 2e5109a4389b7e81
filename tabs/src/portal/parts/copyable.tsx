import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { useClipboard } from './clipboard.tsx';

const useStyles = makeStyles({
  row: {
    position: 'relative',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'start',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
  },
  value: {
    flexGrow: 1,
    flexBasis: '14rem',
    minWidth: 0,
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase400,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalS,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    userSelect: 'all',
  },
  label: { flexBasis: '100%', color: tokens.colorNeutralForeground2 },
  failed: { flexBasis: '100%', color: tokens.colorStatusWarningForeground3 },
  // Read aloud, not seen (WCAG technique C7): the button shows it.
  heardOnly: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** A value to be pasted elsewhere exactly so, and a button that copies it and says whether it did. */
export function Copyable(props: { label: string; value: string; copyLabel: string }) {
  const styles = useStyles();
  const { t } = useI18n();
  const valueRef = useRef<HTMLElement>(null);
  const { isHeld, hold } = useClipboard();
  const [isRefused, setRefused] = useState(false);
  const copy = async () => {
    // The region speaks when its text changes, also when the same is copied twice.
    hold(false);
    setRefused(false);
    try {
      await navigator.clipboard.writeText(props.value);
      hold(true);
    } catch {
      // A frame may write to the clipboard only if its host lets it: the person still can.
      if (valueRef.current) window.getSelection()?.selectAllChildren(valueRef.current);
      setRefused(true);
    }
  };
  return (
    <div className={styles.row}>
      <Text size={200} weight="semibold" className={styles.label}>
        {props.label}
      </Text>
      <code ref={valueRef} className={styles.value}>
        {props.value}
      </code>
      <Button
        icon={isHeld ? <CheckmarkRegular /> : <CopyRegular />}
        aria-label={props.copyLabel}
        onClick={() => void copy()}
      >
        {t(isHeld ? 'copy.copied' : 'copy.copy')}
      </Button>
      <Text role="status" size={200} className={isRefused ? styles.failed : styles.heardOnly}>
        {isRefused ? t('copy.failed') : isHeld && t('copy.copied')}
      </Text>
    </div>
  );
}
