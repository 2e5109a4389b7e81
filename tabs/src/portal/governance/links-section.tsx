import { ClinicianLinks } from '@ehr-connector/shared/contract/clinician-links.ts';
import { useCallback, useRef } from 'react';
import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { ChangeFailure } from '../parts/change-failure.tsx';
import { Part, SectionBody } from '../parts/section.tsx';
import { useSession } from '../session/session-context.ts';
import { useLoaded } from '../session/use-loaded.ts';
import { FeatureLoading } from '../shell/feature-loading.tsx';
import { AddLink } from './links/add-link.tsx';
import { ImportLinks } from './links/import-links.tsx';
import { LinkList } from './links/link-list.tsx';

/** Who is who: EHR users and Microsoft accounts, linked ahead of a first launch or by it. */
export function LinksSection({ detail }: SectionProps) {
  const { t } = useI18n();
  const { api } = useSession();
  const path = `/api/connections/${encodeURIComponent(detail.id)}/links`;
  const { loaded, reload, replace } = useLoaded(
    useCallback((signal: AbortSignal) => api.get(path, ClinicianLinks, signal), [api, path]),
  );
  const listRef = useRef<HTMLHeadingElement>(null);
  const mayManage = detail.allowed.includes('manage-links');
  return (
    <SectionBody title={t('links.title')} intro={t('links.intro')}>
      <Part title={t('links.list')} headingRef={listRef}>
        {loaded.state === 'loading' && <FeatureLoading />}
        {loaded.state === 'failed' && <ChangeFailure failure={loaded.failure} onRetry={reload} />}
        {loaded.state === 'ready' && (
          <LinkList
            links={loaded.value.links}
            onRevoke={
              mayManage
                ? async (link) => {
                    await api.send('DELETE', `${path}/${encodeURIComponent(link.id)}`);
                    return () => {
                      replace({ links: loaded.value.links.filter(({ id }) => id !== link.id) });
                      listRef.current?.focus(); // the button that had the focus is gone
                    };
                  }
                : undefined
            }
          />
        )}
      </Part>
      {mayManage && (
        <>
          <AddLink path={path} onAdded={replace} />
          <ImportLinks path={path} connectionName={detail.name} onImported={replace} />
        </>
      )}
    </SectionBody>
  );
}
