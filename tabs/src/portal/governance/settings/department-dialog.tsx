import type { ConnectionSettings, Fallback } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { Person } from '@ehr-connector/shared/contract/people.ts';
import {
  Button,
  type ButtonProps,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { DialogOpener } from '../../parts/dialog-opener.tsx';
import type { KnownPeople } from '../../parts/person-name.ts';
import { useFirstInvalid } from '../../parts/use-first-invalid.ts';
import { FallbackField } from './fallback-field.tsx';
import type { Place } from './fallback-words.ts';

export type Department = ConnectionSettings['departments'][number];
const NAME_MAX = 100;

const useStyles = makeStyles({
  content: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
});

/** Adds a department, or changes one; nothing is saved before the settings are. */
export function DepartmentDialog(props: {
  trigger: ReactElement<ButtonProps>;
  /** Null to add one. */
  department: Department | null;
  takenIds: readonly string[];
  people: KnownPeople;
  places: readonly Place[];
  onPerson: (person: Person) => void;
  onDone: (department: Department) => void;
}) {
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogOpener trigger={props.trigger} isOpen={isOpen} onOpenChange={setOpen} modalType="modal">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            {t(props.department ? 'settings.department.edit' : 'settings.department.add')}
          </DialogTitle>
          <DepartmentFields {...props} onClose={() => setOpen(false)} />
        </DialogBody>
      </DialogSurface>
    </DialogOpener>
  );
}

function DepartmentFields(props: Parameters<typeof DepartmentDialog>[0] & { onClose: () => void }) {
  const styles = useStyles();
  const { t } = useI18n();
  const [ehrId, setEhrId] = useState(props.department?.ehrId ?? '');
  const [name, setName] = useState(props.department?.name ?? '');
  const [fallback, setFallback] = useState<Fallback | null>(props.department?.fallback ?? null);
  const [isFallbackComplete, setFallbackComplete] = useState(true);
  const [isTried, setTried] = useState(false);
  const { formRef, leadToInvalid } = useFirstInvalid<HTMLDivElement>();
  const isTaken = props.takenIds.includes(ehrId.trim());
  const idProblem = ehrId.trim() === '' ? 'settings.required' : isTaken ? 'settings.department.taken' : null;
  const isRight = idProblem === null && name.trim() !== '' && isFallbackComplete;
  const done = () => {
    setTried(true);
    if (!isRight) return leadToInvalid();
    props.onDone({ ehrId: ehrId.trim(), name: name.trim(), fallback });
    props.onClose();
  };
  return (
    <>
      <DialogContent>
        <div ref={formRef} className={styles.content}>
          <Field
            label={t('settings.department.id')}
            hint={t('settings.department.idHint')}
            required
            {...(isTried && idProblem ? { validationMessage: t(idProblem) } : {})}
          >
            <Input value={ehrId} maxLength={NAME_MAX} onChange={(_, { value }) => setEhrId(value)} />
          </Field>
          <Field
            label={t('settings.department.name')}
            required
            {...(isTried && name.trim() === '' ? { validationMessage: t('settings.required') } : {})}
          >
            <Input value={name} maxLength={NAME_MAX} onChange={(_, { value }) => setName(value)} />
          </Field>
          <FallbackField
            label={t('settings.department.fallback')}
            hint={t('settings.department.fallbackHint')}
            none={t('settings.department.noFallback')}
            fallback={fallback}
            isIncomplete={isTried && !isFallbackComplete}
            people={props.people}
            places={props.places}
            onPerson={props.onPerson}
            onChange={(next, isComplete) => {
              setFallback(next);
              setFallbackComplete(isComplete);
            }}
          />
        </div>
      </DialogContent>
      <DialogActions>
        <Button appearance="primary" onClick={done}>
          {t(props.department ? 'settings.department.change' : 'settings.department.addIt')}
        </Button>
        <Button onClick={props.onClose}>{t('confirm.cancel')}</Button>
      </DialogActions>
    </>
  );
}
