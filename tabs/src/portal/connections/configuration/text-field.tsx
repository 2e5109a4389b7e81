import { Field, Input, makeStyles } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { fieldId } from './steps.ts';

const useStyles = makeStyles({ hint: { overflowWrap: 'anywhere' } }); // examples are long addresses

/** One line of text that the draft holds at `path`. */
export function TextField(props: {
  path: string;
  label: string;
  hint?: string;
  value: string;
  maxLength: number;
  type?: 'text' | 'url';
  /** What cannot be saved as it stands. */
  problems: readonly string[];
  onChange: (value: string) => void;
}) {
  const { t } = useI18n();
  const styles = useStyles();
  const isWrong = props.problems.includes(props.path);
  return (
    <Field
      label={props.label}
      required
      {...(props.hint === undefined ? {} : { hint: { children: props.hint, className: styles.hint } })}
      {...(isWrong ? { validationMessage: t(props.type === 'url' ? 'field.url' : 'field.required') } : {})}
    >
      <Input
        id={fieldId(props.path)}
        type={props.type ?? 'text'}
        autoComplete="off"
        spellCheck={false}
        maxLength={props.maxLength}
        value={props.value}
        onChange={(_, { value }) => props.onChange(value)}
      />
    </Field>
  );
}
