import { makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { Part } from '../../parts/section.tsx';
import { fieldId } from './steps.ts';

const useStyles = makeStyles({
  words: { display: 'grid', gap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  group: { maxWidth: '48rem' },
});

/** One of a few, each with what it means. */
export function Choices<Value extends string>(props: {
  path: string;
  title: string;
  intro: string;
  choices: readonly { readonly value: Value; readonly label: string; readonly hint: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const styles = useStyles();
  const id = useId();
  return (
    <Part title={props.title} intro={props.intro}>
      <RadioGroup
        id={fieldId(props.path)}
        className={styles.group}
        aria-label={props.title}
        name={id}
        value={props.value}
        onChange={(_, data) => {
          const chosen = props.choices.find(({ value }) => value === data.value);
          if (chosen) props.onChange(chosen.value);
        }}
      >
        {props.choices.map(({ value, label, hint }) => (
          <Radio
            key={value}
            value={value}
            label={
              <span className={styles.words}>
                <Text>{label}</Text>
                <Text size={200} className={styles.quiet}>
                  {hint}
                </Text>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Part>
  );
}
