import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Facts } from '../../parts/facts.tsx';
import { Part } from '../../parts/section.tsx';
import { Departments } from './departments.tsx';
import { fallbackWords, type Place } from './fallback-words.ts';
import { DURATIONS, formOf } from './settings-form.ts';

/** The settings for somebody who may read them only. */
export function SettingsFacts({ detail, places }: { detail: ConnectionDetail; places: readonly Place[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { people, settings } = detail;
  const form = formOf(detail);
  const minutes = new Intl.NumberFormat(i18n.locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  return (
    <>
      <Facts
        facts={[
          [t('settings.name'), detail.name],
          [t('settings.connectedMeans'), t(`settings.connectedMeans.${settings.connectedMeans}`)],
          [t('settings.helpContact'), settings.helpContact || t('settings.nothingGiven')],
          [
            t('settings.fallback'),
            fallbackWords(i18n, settings.fallback, { people, places }, t('settings.fallback.none')),
          ],
          ...DURATIONS.map((key) => [t(`settings.${key}`), minutes.format(Number(form[key]))] as const),
        ]}
      />
      <Part title={t('settings.departments')}>
        <Departments
          departments={settings.departments}
          people={people}
          places={places}
          onPerson={() => undefined}
          onChange={undefined}
        />
      </Part>
    </>
  );
}
