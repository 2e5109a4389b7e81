import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { Button, Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Part } from '../../parts/section.tsx';
import { DepartmentList } from './department-list.tsx';
import { TextField } from './text-field.tsx';

const MAX_SHARES = 20;

type Share = DraftContent['shares'][number];

const useStyles = makeStyles({
  shares: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    maxWidth: '32rem',
  },
  top: { display: 'flex', justifyContent: 'space-between', alignItems: 'center' },
});

/** Which other organisations may connect to the same EHR, each for departments of its own. */
export function SharesField(props: {
  value: readonly Share[];
  problems: readonly string[];
  onChange: (shares: Share[]) => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const addRef = useRef<HTMLDivElement>(null);
  // Lines of a form have no id of their own, and fields keep the text that is typed into them.
  const [keys, setKeys] = useState(() => props.value.map((_, index) => index));
  const shares = [...props.value];
  const put = (index: number, change: Partial<Share>) =>
    props.onChange(shares.map((share, at) => (at === index ? { ...share, ...change } : share)));
  return (
    <Part title={t('content.shares')} intro={t('shares.intro')}>
      <ul className={styles.shares} aria-label={t('content.shares')}>
        {shares.map((share, index) => (
          <li key={keys[index] ?? index}>
            <Card role="group" aria-label={t('shares.number', { number: index + 1 })}>
              <div className={styles.top}>
                <Text weight="semibold">{t('shares.number', { number: index + 1 })}</Text>
                <Button
                  appearance="subtle"
                  icon={<DismissRegular />}
                  aria-label={t('shares.remove', { number: index + 1 })}
                  onClick={() => {
                    setKeys(keys.filter((_, at) => at !== index));
                    props.onChange(shares.filter((_, at) => at !== index));
                    addRef.current?.querySelector('button')?.focus();
                  }}
                />
              </div>
              <TextField
                path={`shares.${index}.tenantId`}
                label={t('shares.tenantId')}
                hint={t('shares.tenantId.hint')}
                value={share.tenantId}
                maxLength={36}
                problems={props.problems}
                onChange={(tenantId) => put(index, { tenantId: tenantId.trim() })}
              />
              <DepartmentList
                path={`shares.${index}.departments`}
                label={t('departments.ids')}
                value={share.departments}
                isWrong={props.problems.includes(`shares.${index}.departments`)}
                onChange={(departments) => put(index, { departments })}
              />
            </Card>
          </li>
        ))}
      </ul>
      {shares.length < MAX_SHARES && (
        <div ref={addRef}>
          <Button
            icon={<AddRegular />}
            onClick={() => {
              setKeys([...keys, Math.max(-1, ...keys) + 1]);
              props.onChange([...shares, { tenantId: '', departments: [] }]);
            }}
          >
            {t('shares.add')}
          </Button>
        </div>
      )}
    </Part>
  );
}
