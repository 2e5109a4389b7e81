import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { ChangeFailure } from '../parts/change-failure.tsx';
import { SectionBody } from '../parts/section.tsx';
import { FeatureLoading } from '../shell/feature-loading.tsx';
import { SettingsEditor } from './settings/settings-editor.tsx';
import { SettingsFacts } from './settings/settings-facts.tsx';
import { Standing } from './settings/standing.tsx';
import { usePlaces } from './settings/use-places.ts';

/** What takes effect at once, without an approval. */
export function SettingsSection(props: SectionProps) {
  const { t } = useI18n();
  const { loaded, reload } = usePlaces();
  const places = loaded.state === 'ready' ? loaded.value.places : [];
  const mayChange = props.detail.allowed.includes('change-settings');
  return (
    <SectionBody title={t('settings.title')} intro={t('settings.intro')}>
      <Standing {...props} />
      {loaded.state === 'failed' && <ChangeFailure failure={loaded.failure} onRetry={reload} />}
      {loaded.state === 'loading' ? (
        <FeatureLoading />
      ) : mayChange ? (
        <SettingsEditor {...props} places={places} />
      ) : (
        <SettingsFacts detail={props.detail} places={places} />
      )}
    </SectionBody>
  );
}
