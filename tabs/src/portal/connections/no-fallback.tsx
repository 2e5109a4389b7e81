import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { Link, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import { hashOf } from '../shell/route.ts';

/** Says so where arrivals may be told to nobody; nothing where there is always somebody. */
export function NoFallback({
  detail,
}: {
  detail: Pick<ConnectionDetail, 'id' | 'settings' | 'open' | 'live'>;
}) {
  const { t } = useI18n();
  if (hasFallback(detail)) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {t('fallback.none')}{' '}
        <Link
          href={hashOf({ feature: 'connections', path: [detail.id, 'settings'] })}
          appearance="subtle" // the brand's colour is too faint on a warning
          inline
        >
          {t('fallback.choose')}
        </Link>
      </MessageBarBody>
    </MessageBar>
  );
}

/** Of the connection, or of each department whose visits may begin. */
function hasFallback({
  settings,
  open,
  live,
}: Pick<ConnectionDetail, 'settings' | 'open' | 'live'>): boolean {
  const only = (open ?? live)?.content.onlyDepartments ?? null;
  const covered = new Set(
    settings.departments.filter(({ fallback }) => fallback !== null).map(({ ehrId }) => ehrId),
  );
  return settings.fallback !== null || only?.every((id) => covered.has(id)) === true;
}
