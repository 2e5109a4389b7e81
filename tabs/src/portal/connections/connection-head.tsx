import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { Tab, TabList } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import { hashOf } from '../shell/route.ts';
import { SECTIONS } from './sections.tsx';

/** Which connection it is, and the way between its sections. */
export function ConnectionHead({ detail, current }: { detail: ConnectionDetail; current: string }) {
  const { t } = useI18n();
  return (
    <>
      <h1>{detail.name}</h1>
      <TabList
        selectedValue={current}
        onTabSelect={(_, { value }) => {
          window.location.hash = hashOf({ feature: 'connections', path: [detail.id, String(value)] });
        }}
      >
        {SECTIONS.map(({ name, label }) => (
          <Tab key={name} value={name}>
            {t(label)}
          </Tab>
        ))}
      </TabList>
    </>
  );
}
