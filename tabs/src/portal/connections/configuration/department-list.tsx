import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { fieldId } from './steps.ts';

/** Ids of departments as the EHR has them, one a line. */
export function DepartmentList(props: {
  path: string;
  label: string;
  value: readonly string[];
  isWrong: boolean;
  onChange: (departments: string[]) => void;
}) {
  const { t } = useI18n();
  // The text as typed: empty lines are on their way to becoming departments.
  const [text, setText] = useState(() => props.value.join('\n'));
  return (
    <Field
      label={props.label}
      hint={t('departments.hint')}
      required
      {...(props.isWrong ? { validationMessage: t('departments.none') } : {})}
    >
      <Textarea
        id={fieldId(props.path)}
        resize="vertical"
        rows={3}
        spellCheck={false}
        value={text}
        onChange={(_, { value }) => {
          setText(value);
          props.onChange(departmentsIn(value));
        }}
      />
    </Field>
  );
}

/** Each once, in the order in which they were written. */
export function departmentsIn(text: string): string[] {
  const lines = text.split(/[\n,;]/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}
