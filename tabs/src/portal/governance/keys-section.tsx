import { ConnectionDetail, type ConnectionKey } from '@ehr-connector/shared/contract/configuration.ts';
import { type BadgeProps, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { Moment } from '../parts/moment.tsx';
import { Rows } from '../parts/rows.tsx';
import { Part, SectionBody } from '../parts/section.tsx';
import { WrappingBadge } from '../parts/wrapping-badge.tsx';
import { useSession } from '../session/session-context.ts';

const COLOR: Record<ConnectionKey['state'], NonNullable<BadgeProps['color']>> = {
  upcoming: 'informative',
  signing: 'success',
  retiring: 'subtle',
};

const useStyles = makeStyles({
  rotate: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start', maxWidth: '48rem' },
  done: { color: tokens.colorStatusSuccessForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The keys by which the EHR knows that it is us, and how they are replaced. */
export function KeysSection({ detail, changed, reload }: SectionProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const [isRotated, setRotated] = useState(false);
  const isRotating = detail.keys.some(({ state }) => state === 'upcoming');
  const rotate = async () => {
    const path = `/api/connections/${encodeURIComponent(detail.id)}/keys/rotate`;
    const fresh = await api.change('POST', path, {}, ConnectionDetail);
    return () => {
      changed(fresh);
      setRotated(true);
    };
  };
  return (
    <SectionBody title={t('keys.title')} intro={t('keys.intro')}>
      <Copyable
        label={t('keys.address')}
        value={detail.registration.keySetUrl}
        copyLabel={t('keys.copyAddress')}
      />
      {detail.keys.length === 0 ? (
        <Text className={styles.quiet}>{t('keys.none')}</Text>
      ) : (
        <Rows
          label={t('keys.title')}
          columns={[
            t('keys.id'),
            t('keys.algorithm'),
            t('keys.state'),
            t('keys.created'),
            t('keys.signsFrom'),
          ]}
          rows={detail.keys.map((key) => ({
            key: key.kid,
            cells: [
              <code key="kid">{key.kid}</code>,
              key.algorithm,
              <WrappingBadge key="state" color={COLOR[key.state]}>
                {t(`keys.state.${key.state}`)}
              </WrappingBadge>,
              <Moment key="created" at={key.createdAt} />,
              <Moment key="from" at={key.signsFrom} />,
            ],
          }))}
        />
      )}
      <Part title={t('keys.rotation')} intro={t('keys.rotationText')}>
        <div className={styles.rotate}>
          {isRotating && <Text>{t('keys.rotating')}</Text>}
          {detail.allowed.includes('rotate-keys') && (
            <Confirm
              trigger={
                <Button icon={<ArrowSyncRegular />} disabledFocusable={isRotating}>
                  {t('keys.rotate')}
                </Button>
              }
              title={t('keys.rotate.title')}
              action={t('keys.rotate.action')}
              onConfirm={rotate}
              onReload={reload}
            >
              {t('keys.rotate.text')}
            </Confirm>
          )}
          <Text role="status" className={styles.done}>
            {isRotated && t('keys.rotated')}
          </Text>
        </div>
      </Part>
    </SectionBody>
  );
}
