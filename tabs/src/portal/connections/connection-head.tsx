import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { Link, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { hashOf } from '../shell/route.ts';
import { ConnectionBadges } from './connection-badges.tsx';

const useStyles = makeStyles({
  head: { display: 'grid', gap: tokens.spacingVerticalXS, justifyItems: 'start' },
  back: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  title: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  heading: { ...typographyStyles.title3, margin: 0, outlineStyle: 'none', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Which connection it is, and how it stands. */
export function ConnectionHead({ detail }: { detail: ConnectionDetail }) {
  const styles = useStyles();
  const { t } = useI18n();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus({ preventScroll: true }), []);
  const { open } = detail;
  return (
    <div className={styles.head}>
      <Link href={hashOf({ feature: 'connections' })} className={styles.back}>
        <ArrowLeftRegular aria-hidden="true" />
        {t('connection.back')}
      </Link>
      <div className={styles.title}>
        <h1 ref={headingRef} tabIndex={-1} className={styles.heading}>
          {detail.name}
        </h1>
        <ConnectionBadges
          connection={{
            state: detail.state,
            open: open && { number: open.number, state: open.state, expiresAt: open.expiresAt },
            registration: open?.registration.state ?? null,
            awaitsMe: open?.state === 'proposed' && detail.allowed.includes('decide'),
            isRejected: detail.history[0]?.state === 'rejected',
          }}
        />
      </div>
      <Text className={styles.quiet}>
        {t('connection.kind', {
          environment: t(`environment.${detail.environment}`),
          ehr: t(`ehr.${detail.ehr}.name`),
        })}
        {detail.sharedFrom !== null && ` · ${t('connection.sharedFrom', { name: detail.sharedFrom })}`}
      </Text>
    </div>
  );
}
