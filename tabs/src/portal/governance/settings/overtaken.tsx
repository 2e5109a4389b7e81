import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { SettingsField } from './settings-form.ts';

/** Somebody else saved while one was writing: nothing is overwritten before one has said what is to hold. */
export function Overtaken(props: {
  theirs: readonly SettingsField[];
  both: readonly SettingsField[];
  onKeepMine: () => void;
  onDiscard: () => void;
}) {
  const { t, list } = useI18n();
  const names = (fields: readonly SettingsField[]) => list(fields.map((field) => t(`settings.${field}`)));
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('settings.overtaken.title')}</MessageBarTitle>{' '}
        {t('settings.overtaken.theirs', { fields: names(props.theirs) })}{' '}
        {props.both.length > 0 && t('settings.overtaken.both', { fields: names(props.both) })}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={props.onKeepMine}>{t('settings.overtaken.keepMine')}</Button>
        <Button onClick={props.onDiscard}>{t('settings.overtaken.discard')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
