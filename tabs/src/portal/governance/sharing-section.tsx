import { ConnectionDetail, type ConnectionShare } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Badge,
  type BadgeProps,
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ShareIosRegular } from '@fluentui/react-icons';
import { useRef } from 'react';
import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Moment } from '../parts/moment.tsx';
import { Rows } from '../parts/rows.tsx';
import { Part, SectionBody } from '../parts/section.tsx';
import { useSession } from '../session/session-context.ts';
import { hashOf } from '../shell/route.ts';

const COLOR: Record<ConnectionShare['state'], NonNullable<BadgeProps['color']>> = {
  invited: 'informative',
  accepted: 'success',
  revoked: 'subtle',
};

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  prose: { maxWidth: '48rem' },
});

/** The EHR that several Microsoft tenants connect to: with whom it is shared, or who shares it. */
export function SharingSection({ detail, changed, reload }: SectionProps) {
  const styles = useStyles();
  const { t, list } = useI18n();
  const { api } = useSession();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const mayRevoke = detail.allowed.includes('share');
  const revoke = async (share: ConnectionShare) => {
    const path = `/api/connections/${encodeURIComponent(detail.id)}/shares/${encodeURIComponent(share.id)}/revoke`;
    const fresh = await api.change('POST', path, {}, ConnectionDetail);
    return () => {
      changed(fresh);
      headingRef.current?.focus(); // the button that had the focus is gone
    };
  };
  if (detail.sharedFrom !== null) {
    const departments = detail.live?.content.onlyDepartments ?? detail.open?.content.onlyDepartments ?? null;
    return (
      <SectionBody title={t('sharing.title')}>
        <MessageBar intent="info" layout="multiline" icon={<ShareIosRegular />}>
          <MessageBarBody>
            {t('sharing.from', { organization: detail.sharedFrom })}{' '}
            {departments && t('sharing.fromDepartments', { departments: list(departments) })}
          </MessageBarBody>
        </MessageBar>
        <Text className={styles.prose}>{t('sharing.fromText')}</Text>
      </SectionBody>
    );
  }
  return (
    <SectionBody title={t('sharing.title')} intro={t('sharing.intro')}>
      <Part title={t('sharing.shares')} headingRef={headingRef}>
        {detail.shares.length === 0 ? (
          <Text className={styles.quiet}>{t('sharing.none')}</Text>
        ) : (
          <Rows
            label={t('sharing.shares')}
            columns={[
              t('sharing.tenant'),
              t('sharing.departments'),
              t('sharing.state'),
              t('sharing.since'),
              ...(mayRevoke ? [t('settings.department.actions')] : []),
            ]}
            rows={detail.shares.map((share) => ({
              key: share.id,
              cells: [
                <code key="tenant">{share.tenantId}</code>,
                list(share.departments),
                <Badge key="state" appearance="tint" color={COLOR[share.state]}>
                  {t(`sharing.state.${share.state}`)}
                </Badge>,
                <Moment key="since" at={share.acceptedAt ?? share.invitedAt} />,
                mayRevoke && share.state !== 'revoked' && (
                  <Confirm
                    key="revoke"
                    trigger={
                      <Button size="small" aria-label={t('sharing.revokeLabel', { tenant: share.tenantId })}>
                        {t('sharing.revoke')}
                      </Button>
                    }
                    title={t('sharing.revoke.title')}
                    action={t('sharing.revoke.action')}
                    onConfirm={() => revoke(share)}
                    onReload={reload}
                  >
                    {t('sharing.revoke.text', { tenant: share.tenantId })}
                  </Confirm>
                ),
              ],
            }))}
          />
        )}
      </Part>
      <Part title={t('sharing.invite')}>
        <Text className={styles.prose}>{t('sharing.inviteText')}</Text>
        {detail.allowed.includes('edit-draft') && (
          <Link href={hashOf({ feature: 'connections', path: [detail.id, 'configuration'] })}>
            {t('sharing.inviteLink')}
          </Link>
        )}
      </Part>
    </SectionBody>
  );
}
