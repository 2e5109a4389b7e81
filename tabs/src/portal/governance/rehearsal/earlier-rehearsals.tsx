import type { Rehearsal } from '@ehr-connector/shared/contract/checks.ts';
import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import { CheckList } from '../../connections/checks/check-list.tsx';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useMomentWords } from '../../parts/moment.tsx';
import { type KnownPeople, personName } from '../../parts/person-name.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  green: { color: tokens.colorStatusSuccessForeground1 },
  red: { color: tokens.colorStatusDangerForeground1 },
});

/** Results of before, newest first; each opens to its items. */
export function EarlierRehearsals(props: { rehearsals: readonly Rehearsal[]; people: KnownPeople }) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const moment = useMomentWords();
  if (props.rehearsals.length === 0) return <Text className={styles.quiet}>{t('rehearsal.none')}</Text>;
  return (
    <Accordion collapsible multiple>
      {props.rehearsals.map((rehearsal) => (
        <AccordionItem key={rehearsal.at} value={rehearsal.at}>
          <AccordionHeader
            as="h4"
            icon={
              rehearsal.isGreen ? (
                <CheckmarkCircleRegular className={styles.green} />
              ) : (
                <DismissCircleRegular className={styles.red} />
              )
            }
          >
            <span className={styles.head}>
              <span>{moment(rehearsal.at)}</span>
              <span>{t(rehearsal.isGreen ? 'rehearsal.green' : 'rehearsal.red')}</span>
              <span className={styles.quiet}>
                {rehearsal.by === null
                  ? t('rehearsal.byNight')
                  : personName(i18n, props.people, rehearsal.by)}
              </span>
            </span>
          </AccordionHeader>
          <AccordionPanel>
            <CheckList results={rehearsal.results} isRunning={false} />
          </AccordionPanel>
        </AccordionItem>
      ))}
    </Accordion>
  );
}
