import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { textDiff, withVisibleBlanks } from './text-diff.ts';

const useStyles = makeStyles({
  pair: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXS },
  label: { color: tokens.colorNeutralForeground2 },
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
  mark: {
    color: 'inherit',
    fontWeight: tokens.fontWeightBold,
    textDecorationThickness: tokens.strokeWidthThick,
    textUnderlineOffset: '0.2em',
    borderRadius: tokens.borderRadiusSmall,
    // In forced colours backgrounds go; the line stays.
    outline: `${tokens.strokeWidthThin} solid currentColor`,
  },
  missing: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    color: tokens.colorStatusSuccessForeground1,
    textDecorationLine: 'underline',
    textDecorationStyle: 'double',
  },
  wrong: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorStatusDangerForeground1,
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
  },
});

/** What is expected above what was found, with the characters that differ marked, blanks among them. */
export function TextDiffView({ expected, found }: { expected: string; found: string }) {
  const styles = useStyles();
  const { t } = useI18n();
  const parts = textDiff(expected, found);
  const side = (of: 'expected' | 'found', label: string, className: string) => (
    <div>
      <Text size={200} weight="semibold" className={styles.label}>
        {label}
      </Text>
      <div>
        <code className={styles.text}>
          {parts
            .filter((part) => part.of === 'both' || part.of === of)
            .map((part, index) =>
              part.of === 'both' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text are nothing but their order
                <span key={index}>{part.text}</span>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <mark key={index} className={mergeClasses(styles.mark, className)}>
                  {withVisibleBlanks(part.text)}
                </mark>
              ),
            )}
        </code>
      </div>
    </div>
  );
  return (
    <div className={styles.pair}>
      {side('expected', t('pasted.expected'), styles.missing)}
      {side('found', t('pasted.foundLabel'), styles.wrong)}
    </div>
  );
}
