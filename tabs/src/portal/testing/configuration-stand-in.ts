import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import {
  type AllowedAction,
  AtVersion,
  type ConnectionDetail,
  type Connections,
  Credentials,
  DraftChange,
  type Invitation,
  NewConnection,
  RegistrationChange,
  type Revision,
} from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { Person } from '@ehr-connector/shared/contract/people.ts';
import {
  ADMIN_MAY,
  EMPTY_CONTENT,
  GREEN_CHECKS,
  reportOf,
  sampleDetail,
  sampleRevision,
  summaryOf,
} from './sample-connections.ts';
import { ADA, EDGAR, PHOTO_PNG, SAMPLE_PEOPLE } from './sample-people.ts';

/** What a stand-in answers with. */
export type Answer =
  | { readonly status: number; readonly body?: unknown }
  /** An error, as a problem document of this code. */
  | { readonly status: number; readonly code: string; readonly detail?: string }
  | { readonly status: number; readonly picture: Buffer }
  /** Server-sent events, each when its turn comes. */
  | { readonly events: AsyncIterable<{ event: string; data: unknown }> };

/** The configuration as the tests set it up; requests change it as the service would. */
export interface ConfigurationStandIn {
  readonly details: Map<string, ConnectionDetail>;
  invitations: Invitation[];
  allowed: AllowedAction[];
  people: readonly Person[];
  /** What the next probe finds. It stops before the result of this index until it is let go on. */
  probe: { results: readonly CheckResult[]; holdAt: number | null };
  letGoOn(): void;
  /** @returns null when there is no such address. */
  answer(method: string, url: URL, body: unknown): Answer | null;
  put(detail: ConnectionDetail): void;
}

export function createConfigurationStandIn(): ConfigurationStandIn {
  const details = new Map<string, ConnectionDetail>();
  let goOn = Promise.withResolvers<void>();

  const standIn: ConfigurationStandIn = {
    details,
    invitations: [],
    allowed: [...ADMIN_MAY],
    people: SAMPLE_PEOPLE,
    probe: { results: GREEN_CHECKS, holdAt: null },
    letGoOn: () => {
      goOn.resolve();
      goOn = Promise.withResolvers<void>();
    },
    put: (detail) => void details.set(detail.id, detail),
    answer: (method, url, body) => {
      const { pathname: path } = url;
      const asked = `${method} ${path}`;
      if (asked === 'GET /api/connections') return { status: 200, body: list() };
      if (asked === 'POST /api/connections') return { status: 201, body: { id: add(body) } };
      if (asked === 'GET /api/people')
        return { status: 200, body: found(url.searchParams.get('search') ?? '') };
      if (asked === 'GET /api/configuration/export') return { status: 200, body: { connections: [] } };
      const [, person] = /^\/api\/people\/([^/]+)\/photo$/.exec(path) ?? [];
      if (person) return person === EDGAR.id ? { status: 200, picture: PHOTO_PNG } : { status: 204 };
      const [, id = '', rest = ''] = /^\/api\/connections\/([^/]+)(\/.*)?$/.exec(path) ?? [];
      const detail = details.get(id);
      if (!path.startsWith('/api/connections/')) return null;
      if (!detail) return { status: 404, code: 'connection-unknown' };
      return ofConnection(`${method} ${rest}`, detail, body, url.searchParams);
    },
  };

  const list = (): Connections => ({
    connections: [...details.values()].map(summaryOf),
    invitations: standIn.invitations,
    allowed: standIn.allowed,
  });
  const found = (search: string) => ({
    people: standIn.people.filter(({ displayName }) =>
      displayName.toLowerCase().startsWith(search.toLowerCase()),
    ),
  });
  const add = (body: unknown): string => {
    const id = `added-${details.size + 1}`;
    const open = withMissing(sampleRevision({ content: EMPTY_CONTENT }));
    standIn.put(sampleDetail({ ...NewConnection.parse(body), id, open }));
    return id;
  };
  const keep = (detail: ConnectionDetail): Answer => {
    standIn.put(detail);
    return { status: 200, body: detail };
  };

  const ofConnection = (
    asked: string,
    detail: ConnectionDetail,
    body: unknown,
    query: URLSearchParams,
  ): Answer | null => {
    const { open } = detail;
    const stale: Answer = { status: 409, code: 'revision-changed' };
    const change = (revision: Revision, next: Partial<Revision>): Answer =>
      keep({
        ...detail,
        open: withMissing({ ...revision, ...next, version: revision.version + 1, changedBy: ADA.id }),
      });
    switch (asked) {
      case 'GET ':
        return { status: 200, body: detail };
      case 'PUT /draft': {
        const { version, content, note } = DraftChange.parse(body);
        if (version === null) {
          const number = detail.history.length + 1;
          const begun = sampleRevision({ number, origin: { kind: 'edit', of: number - 1 } });
          return change(begun, { content, note, registration: { state: 'active', since: begun.createdAt } });
        }
        if (open?.state !== 'draft' || open.version !== version) return stale;
        return change(open, { content, note, probe: probeAfter(open, content) });
      }
      case 'DELETE /draft':
        return String(open?.version) === query.get('version') ? keep({ ...detail, open: null }) : stale;
      case 'PUT /draft/registration': {
        const { version, state } = RegistrationChange.parse(body);
        if (open?.version !== version) return stale;
        return change(open, { registration: { state, since: new Date().toISOString() } });
      }
      case 'PUT /draft/credentials': {
        const { version, credentials } = Credentials.parse(body);
        if (open?.version !== version) return stale;
        return change(open, {
          hasBasicCredentials: credentials !== null,
          credentialsSetIn: credentials && open.number,
        });
      }
      case 'POST /draft/propose': {
        const { version } = AtVersion.parse(body);
        if (open?.version !== version) return stale;
        return change(open, {
          state: 'proposed',
          proposedBy: ADA.id,
          proposedAt: new Date().toISOString(),
          expiresAt: new Date(Date.now() + 14 * 86_400_000).toISOString(),
        });
      }
      case `POST /revisions/${open?.number}/withdraw`: {
        if (!open) return null;
        const withdrawn: Revision = { ...open, state: 'withdrawn' };
        return keep({ ...detail, open: null, history: [withdrawn, ...detail.history.slice(1)] });
      }
      case 'POST /probe':
        return { events: probed(detail) };
      default:
        return null;
    }
  };

  async function* probed(detail: ConnectionDetail) {
    const { results, holdAt } = standIn.probe;
    for (const [index, data] of results.entries()) {
      if (index === holdAt) await goOn.promise;
      yield { event: 'check', data };
    }
    const { open } = detail;
    if (open) {
      const probe = { ...reportOf(results, open.content.fhirBaseUrl), at: new Date().toISOString() };
      standIn.put({ ...detail, open: withMissing({ ...open, probe }) });
    }
    yield { event: 'done', data: { isGreen: results.every(({ outcome }) => outcome !== 'failed') } };
  }

  return standIn;
}

/** What is left of the report when the content changes. */
function probeAfter({ probe, content: before }: Revision, after: DraftContent): Revision['probe'] {
  if (probe === null || before.fhirBaseUrl !== after.fhirBaseUrl) return null;
  const isChanged = probe.lookedAt.some(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  return { ...probe, isOutdated: probe.isOutdated || isChanged };
}

/** What the service would say that a draft still lacks. */
function withMissing(revision: Revision): Revision {
  const { content, probe } = revision;
  const missing = Object.entries({
    fhirBaseUrl: content.fhirBaseUrl === '',
    clientId: content.clientId === '',
    organizers: content.organizers.length === 0,
    approver: content.approver === null,
    'writeback.url': content.writeback.kind === 'epic' && content.writeback.url === '',
    probe: probe?.isOutdated !== false || probe.results.some(({ outcome }) => outcome === 'failed'),
  });
  return { ...revision, missing: missing.filter(([, isMissing]) => isMissing).map(([path]) => path) };
}
