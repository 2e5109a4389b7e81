import type {
  ConnectionDetail,
  Connections,
  Revision,
} from '@ehr-connector/shared/contract/configuration.ts';
import type { I18n } from '../i18n/i18n.ts';
import { personName } from '../parts/person-name.ts';

/** What happened to a connection between two looks: a sentence for each thing that matters, none for the rest. */
export function connectionNews(
  i18n: I18n,
  me: string,
  before: ConnectionDetail,
  after: ConnectionDetail,
): readonly string[] {
  const { t } = i18n;
  const said = [...revisionNews(i18n, before, after)];
  if (before.state !== after.state && (before.state === 'disabled' || after.state === 'disabled'))
    said.push(t(after.state === 'disabled' ? 'news.disabled' : 'news.enabled'));
  if (before.settingsVersion !== after.settingsVersion) said.push(t('news.settings'));
  const { lastRehearsal } = after;
  // Whoever rehearses is told by the rehearsal itself.
  if (lastRehearsal && lastRehearsal.at !== before.lastRehearsal?.at && lastRehearsal.by !== me)
    said.push(t(lastRehearsal.isGreen ? 'news.rehearsal.green' : 'news.rehearsal.red'));
  return said;
}

function* revisionNews(i18n: I18n, before: ConnectionDetail, after: ConnectionDetail): Generator<string> {
  const { t } = i18n;
  const name = (id: string | null) => personName(i18n, after.people, id);
  const [old, now] = [before.open, after.open];
  if (old && old.number !== now?.number) {
    const ended = after.history.find(({ number }) => number === old.number);
    yield ended ? endNews(i18n, ended, name) : t('news.discarded', { number: old.number });
  }
  if (!now) return;
  const { number } = now;
  const isNew = old?.number !== number;
  if (now.state === 'proposed' && (isNew || old.state !== 'proposed'))
    yield t('news.proposed', { number, name: name(now.proposedBy) });
  else if (isNew) yield t('news.begun', { number, name: name(now.createdBy) });
  else if (contentOf(old) !== contentOf(now)) yield t('news.changed', { number, name: name(now.changedBy) });
  if (!isNew && old.registration.state !== now.registration.state)
    yield t(`news.registration.${now.registration.state}`);
}

function endNews({ t }: I18n, ended: Revision, name: (id: string | null) => string): string {
  const { number, state, reason } = ended;
  switch (state) {
    case 'rejected':
      return t('news.rejected', { number, name: name(ended.decidedBy), reason: reason ?? '' });
    case 'approved':
      return t('news.approved', { number, name: name(ended.decidedBy) });
    case 'withdrawn':
      return t('news.withdrawn', { number, name: name(ended.decidedBy ?? ended.changedBy) });
    default:
      return t('news.expired', { number });
  }
}

const contentOf = ({ content, note }: Revision): string => JSON.stringify([content, note]);

/** Whether what may be written in a form is another now. */
export function disturbsForms(shown: ConnectionDetail, fresh: ConnectionDetail): boolean {
  return formsOf(shown) !== formsOf(fresh);
}

const formsOf = ({ open, settingsVersion, allowed }: ConnectionDetail): string =>
  JSON.stringify([
    open && [open.number, open.state, open.content, open.note],
    settingsVersion,
    [...allowed].sort(),
  ]);

/** What happened to the list between two looks. */
export function listNews(i18n: I18n, before: Connections, after: Connections): readonly string[] {
  const { t } = i18n;
  const old = new Map(before.connections.map((one) => [one.id, one]));
  const said: string[] = [];
  for (const one of after.connections) {
    const { name } = one;
    const was = old.get(one.id);
    old.delete(one.id);
    if (!was) {
      said.push(t('news.list.added', { name }));
      continue;
    }
    if (one.state !== was.state || one.liveRevision !== was.liveRevision)
      said.push(t(`news.list.${one.state}`, { name }));
    if (
      one.open?.state === 'proposed' &&
      (was.open?.state !== 'proposed' || was.open.number !== one.open.number)
    )
      said.push(t(one.awaitsMe ? 'news.list.awaitsMe' : 'news.list.proposed', { name }));
    if (
      was.open?.state === 'proposed' &&
      one.open?.number !== was.open.number &&
      one.liveRevision === was.liveRevision
    )
      said.push(t('news.list.notApproved', { name }));
    if (one.lastRehearsal && one.lastRehearsal.at !== was.lastRehearsal?.at)
      said.push(t(one.lastRehearsal.isGreen ? 'news.list.green' : 'news.list.red', { name }));
  }
  for (const { name } of old.values()) said.push(t('news.list.removed', { name }));
  const known = new Set(before.invitations.map(({ shareId }) => shareId));
  for (const { shareId, connectionName, organizationName } of after.invitations)
    if (!known.has(shareId))
      said.push(t('news.list.invited', { name: connectionName, organization: organizationName }));
  return said;
}
