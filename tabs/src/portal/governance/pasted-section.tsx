import { type Pasted, PastedFindings } from '@ehr-connector/shared/contract/configuration.ts';
import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { StatePage } from '../notices/state-page.tsx';
import { ChangeFailure } from '../parts/change-failure.tsx';
import { SectionBody } from '../parts/section.tsx';
import { useChange } from '../parts/use-change.ts';
import { useSession } from '../session/session-context.ts';
import { Findings } from './pasted/findings.tsx';
import { PasteForm } from './pasted/paste-form.tsx';

/** Compares what stands in the EHR now with what should, token by token. Nothing of it is kept. */
export function PastedSection({ detail }: SectionProps) {
  const { t } = useI18n();
  const { api } = useSession();
  const { change, isRunning, run } = useChange();
  const [checked, setChecked] = useState<{ pasted: Pasted; found: PastedFindings } | null>(null);
  const check = (pasted: Pasted) =>
    run(async () => {
      setChecked(null);
      const path = `/api/connections/${encodeURIComponent(detail.id)}/pasted`;
      setChecked({ pasted, found: await api.change('POST', path, pasted, PastedFindings) });
    });
  if (detail.records.length === 0) {
    return (
      <SectionBody title={t('pasted.title')}>
        <StatePage
          level="h2"
          icon={<ClipboardTaskListLtrRegular />}
          title={t('records.none.title')}
          text={t('pasted.none')}
        />
      </SectionBody>
    );
  }
  return (
    <SectionBody title={t('pasted.title')} intro={t('pasted.intro')}>
      <PasteForm
        records={detail.records}
        isChecking={isRunning}
        onCheck={(pasted) => void check(pasted)}
        onChange={() => setChecked(null)}
      />
      {change.state === 'failed' && <ChangeFailure failure={change.failure} />}
      {checked && <Findings found={checked.found} pasted={checked.pasted} />}
    </SectionBody>
  );
}
