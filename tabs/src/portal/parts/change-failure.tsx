import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import type { PlainKey } from '../i18n/messages.ts';
import type { Failure } from '../session/failure.ts';

/** Refusals that have words of their own: what they mean here, and what to do next. */
const BY_CODE: Readonly<Record<string, PlainKey>> = {
  'settings-changed': 'refusal.settings-changed',
  'revision-changed': 'refusal.revision-changed',
  'revision-not-open': 'refusal.revision-not-open',
  'revision-not-found': 'refusal.revision-not-open',
  'revision-already-open': 'refusal.revision-already-open',
  'revision-incomplete': 'refusal.revision-incomplete',
  'revision-expired': 'refusal.revision-expired',
  'approval-unproven': 'refusal.approval-unproven',
  'connection-not-approved': 'refusal.connection-not-approved',
  'connection-unknown': 'refusal.connection-unknown',
  'keys-rotating': 'refusal.keys-rotating',
  'person-unknown': 'refusal.person-unknown',
  'links-invalid': 'refusal.links-invalid',
  'link-other-account': 'refusal.link-other-account',
  'share-not-found': 'refusal.share-not-found',
  'directory-unavailable': 'refusal.directory-unavailable',
  'ehr-unavailable': 'refusal.ehr-unavailable',
  'not-allowed': 'refusal.not-allowed',
  'request-invalid': 'refusal.request-invalid',
};

/** Why a change was not made, said at once, with what helps. */
export function ChangeFailure(props: {
  failure: Failure;
  /** Offered where what is shown may be old; without it nothing is offered. */
  onReload?: (() => void) | undefined;
  onRetry?: (() => void) | undefined;
}) {
  const { t } = useI18n();
  const { failure } = props;
  const known = failure.code === null ? undefined : BY_CODE[failure.code];
  const isStale = failure.kind === 'conflict' || failure.code === 'not-allowed';
  return (
    <MessageBar intent={isStale ? 'warning' : 'error'} layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t(isStale ? 'refusal.stale' : 'refusal.title')}</MessageBarTitle>{' '}
        {t(known ?? plainWords(failure))}{' '}
        {failure.reference && t('failure.reference', { reference: failure.reference })}
      </MessageBarBody>
      <MessageBarActions>
        {isStale && props.onReload && <Button onClick={props.onReload}>{t('refusal.reload')}</Button>}
        {!isStale && props.onRetry && <Button onClick={props.onRetry}>{t('failure.retry')}</Button>}
      </MessageBarActions>
    </MessageBar>
  );
}

function plainWords(failure: Failure): PlainKey {
  switch (failure.kind) {
    case 'offline':
      return 'failure.offline.text';
    case 'signed-out':
      return 'refusal.signed-out';
    case 'forbidden':
      return 'refusal.not-allowed';
    case 'conflict':
      return 'refusal.revision-changed';
    default:
      return 'failure.failed.text';
  }
}
