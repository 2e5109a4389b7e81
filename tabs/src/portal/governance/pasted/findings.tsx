import type { Pasted, PastedFindings } from '@ehr-connector/shared/contract/configuration.ts';
import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, WarningRegular } from '@fluentui/react-icons';
import type { I18n } from '../../i18n/i18n.ts';
import { useI18n } from '../../i18n/i18n-context.ts';
import { type FindingGroup, findingGroups, isAllRight } from './finding-groups.ts';
import type { PastedCode } from './pasted-codes.ts';
import { TextDiffView } from './text-diff-view.tsx';

const useStyles = makeStyles({
  findings: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  item: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  content: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  icon: { fontSize: tokens.fontSizeBase500, lineHeight: 1 },
  right: { color: tokens.colorStatusSuccessForeground1 },
  wrong: { color: tokens.colorStatusWarningForeground3 },
  sentence: { margin: 0 },
});

/** What was found in what was pasted: first whether all is right, then part by part. */
export function Findings({ found, pasted }: { found: PastedFindings; pasted: Pasted }) {
  const styles = useStyles();
  const { t, plural } = useI18n();
  const groups = findingGroups(found.findings, pasted);
  const isRight = isAllRight(groups);
  const wrong = groups.filter((group) => !group.isRight).length;
  return (
    <div className={styles.findings}>
      <MessageBar intent={isRight ? 'success' : 'warning'} layout="multiline" role="status">
        <MessageBarBody>
          <MessageBarTitle>{isRight ? t('pasted.allRight') : plural('pasted.wrong', wrong)}</MessageBarTitle>{' '}
          {t(isRight ? 'pasted.allRightText' : 'pasted.wrongText')}
        </MessageBarBody>
      </MessageBar>
      <ul className={styles.list} aria-label={t('pasted.findings')}>
        {groups.map((group) => (
          <GroupItem key={group.key} group={group} />
        ))}
      </ul>
    </div>
  );
}

function GroupItem({ group }: { group: FindingGroup }) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const { expected, found } = group;
  const part = t(`pasted.part.${group.part}`);
  return (
    <li className={styles.item}>
      <span
        aria-hidden="true"
        className={mergeClasses(styles.icon, group.isRight ? styles.right : styles.wrong)}
      >
        {group.isRight ? <CheckmarkCircleRegular /> : <WarningRegular />}
      </span>
      <div className={styles.content}>
        <Text weight="semibold">
          {group.token === null ? part : t('pasted.tokenOf', { token: group.token, part })}
        </Text>
        {group.codes.map(({ code, found: what }) => (
          <p key={code} className={styles.sentence}>
            {t(`pasted.code.${code}`)} {whatWords(i18n, code, what)}
          </p>
        ))}
        {!group.isRight && expected !== null && found !== null && found !== '' && (
          <TextDiffView expected={expected} found={found} />
        )}
        {!group.isRight && expected !== null && !found && (
          <Text className={styles.sentence}>{t('pasted.shouldBe', { expected })}</Text>
        )}
      </div>
    </li>
  );
}

/** Names what stands there instead, where it is a thing with a name; of texts, the difference is shown. */
function whatWords({ t }: I18n, code: PastedCode, found: string | null): string {
  if (found === null) return '';
  switch (code) {
    case 'another-record': {
      const kind = (['patient', 'provider', 'device-test'] as const).find((known) => known === found);
      return kind ? t('pasted.itIs', { found: t(`records.kind.${kind}`) }) : '';
    }
    case 'another-connection':
    case 'test-and-production-swapped':
    case 'other-host':
    case 'unsubstituted-token':
      return t('pasted.itIs', { found });
    default:
      return '';
  }
}
