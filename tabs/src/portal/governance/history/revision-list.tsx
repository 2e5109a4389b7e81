import { ConnectionDetail, type Revision } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  type BadgeProps,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { SectionProps } from '../../connections/section.ts';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useMomentWords } from '../../parts/moment.tsx';
import { useSession } from '../../session/session-context.ts';
import { hashOf } from '../../shell/route.ts';
import { RevisionDetails } from './revision-details.tsx';

const COLOR: Record<Revision['state'], NonNullable<BadgeProps['color']>> = {
  draft: 'informative',
  proposed: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'subtle',
  expired: 'subtle',
};

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    paddingBlock: tokens.spacingVerticalXS,
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Every revision, newest first; each opens to what it changed and why. */
export function RevisionList({ detail, changed, reload }: SectionProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const moment = useMomentWords();
  const { api } = useSession();
  const restore = async (revision: Revision) => {
    const path = `/api/connections/${encodeURIComponent(detail.id)}/revisions/${revision.number}/restore`;
    const fresh = await api.change('POST', path, {}, ConnectionDetail);
    return () => {
      changed(fresh);
      window.location.hash = hashOf({ feature: 'connections', path: [detail.id, 'configuration'] });
    };
  };
  const first = detail.history[0];
  return (
    <Accordion collapsible multiple {...(first ? { defaultOpenItems: [first.number] } : {})}>
      {detail.history.map((revision) => (
        <AccordionItem key={revision.number} value={revision.number}>
          <AccordionHeader as="h3">
            <span className={styles.head}>
              <span className={styles.name}>{t('history.revision', { number: revision.number })}</span>
              <Badge appearance="tint" color={COLOR[revision.state]}>
                {t(`history.state.${revision.state}`)}
              </Badge>
              {revision.isLive && (
                <Badge appearance="filled" color="brand">
                  {t('history.live')}
                </Badge>
              )}
              <span className={styles.quiet}>
                {moment(revision.decidedAt ?? revision.proposedAt ?? revision.changedAt)}
              </span>
            </span>
          </AccordionHeader>
          <AccordionPanel>
            <RevisionDetails
              detail={detail}
              revision={revision}
              onRestore={() => restore(revision)}
              onReload={reload}
            />
          </AccordionPanel>
        </AccordionItem>
      ))}
    </Accordion>
  );
}
