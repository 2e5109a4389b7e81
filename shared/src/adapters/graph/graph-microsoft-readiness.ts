import { z } from 'zod';
import {
  type CheckResult,
  type MicrosoftReadiness,
  MOST_CLINICIANS,
} from '../../domain/connections/probe.ts';
import { addMs, type Clock, MINUTE_MS, type Randomness } from '../../domain/kernel/clock.ts';
import { type GraphClient, GraphRefusal } from './graph-client.ts';

const Licences = z.object({
  value: z.array(
    z.object({
      servicePlans: z.array(z.object({ servicePlanName: z.string(), provisioningStatus: z.string() })),
    }),
  ),
});
const Meeting = z.object({ id: z.string().min(1) });

/** Teams itself, in its commercial and government plans: `TEAMS1`, `TEAMS_GOV`, … Meetings by MCO plans are Skype's. */
const TEAMS_PLAN = /^TEAMS(1|_|$)/;
const AT_ONCE = 10;

/**
 * Asks Graph about licences (`User.Read.All`), and makes a meeting and deletes it (`OnlineMeetings.ReadWrite.All`, with
 * an application access policy for the organiser).
 */
export function graphMicrosoftReadiness(deps: {
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): MicrosoftReadiness {
  return {
    async run({ tenantId, organizers, clinicians }, onResult, signal) {
      const call = { tenantId, signal };
      const told = async (checking: Promise<CheckResult>): Promise<CheckResult> => {
        const result = await checking;
        onResult(result);
        return result;
      };
      const organizerLicences = await told(licencesOfOrganizers(deps.graph, call, organizers));
      return [
        organizerLicences,
        await told(licencesOfClinicians(deps.graph, call, clinicians.slice(0, MOST_CLINICIANS))),
        await told(
          organizerLicences.outcome === 'failed'
            ? Promise.resolve(skipped('meeting-policy'))
            : meetingPolicy(deps, call, organizers[0]),
        ),
      ];
    },
  };
}

interface Call {
  readonly tenantId: string;
  readonly signal: AbortSignal;
}

async function licencesOfOrganizers(
  graph: GraphClient,
  call: Call,
  organizers: readonly string[],
): Promise<CheckResult> {
  const check = 'organizer-licences';
  if (organizers.length === 0) return { check, outcome: 'skipped', finding: 'organizers-none', details: {} };
  const licences = await licencesOf(graph, call, organizers);
  if (licences instanceof Error) return skipped(check, licences);
  const { unknown, unlicensed } = licences;
  if (unknown.length > 0)
    return { check, outcome: 'failed', finding: 'organizers-unknown', details: accounts(unknown) };
  if (unlicensed.length > 0)
    return { check, outcome: 'failed', finding: 'organizers-unlicensed', details: accounts(unlicensed) };
  return { check, outcome: 'fine', finding: 'organizers-licensed', details: {} };
}

async function licencesOfClinicians(
  graph: GraphClient,
  call: Call,
  clinicians: readonly string[],
): Promise<CheckResult> {
  const check = 'clinician-licences';
  if (clinicians.length === 0)
    return { check, outcome: 'fine', finding: 'clinicians-none-linked', details: {} };
  const licences = await licencesOf(graph, call, clinicians);
  if (licences instanceof Error) return skipped(check, licences);
  const without = [...licences.unknown, ...licences.unlicensed];
  return without.length > 0
    ? { check, outcome: 'warning', finding: 'clinicians-unlicensed', details: accounts(without) }
    : { check, outcome: 'fine', finding: 'clinicians-licensed', details: {} };
}

/** Who of `ids` is not in the directory, and who has no licence of Teams; an error when Graph does not tell. */
async function licencesOf(
  graph: GraphClient,
  call: Call,
  ids: readonly string[],
): Promise<{ readonly unknown: readonly string[]; readonly unlicensed: readonly string[] } | Error> {
  const unknown: string[] = [];
  const unlicensed: string[] = [];
  try {
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE);
      const standings = await Promise.all(some.map((id) => licenceOf(graph, call, id)));
      unknown.push(...some.filter((_, index) => standings[index] === 'unknown'));
      unlicensed.push(...some.filter((_, index) => standings[index] === 'unlicensed'));
    }
    return { unknown, unlicensed };
  } catch (error) {
    return asError(error);
  }
}

/** @see {@link https://learn.microsoft.com/graph/api/user-list-licensedetails} */
async function licenceOf(
  graph: GraphClient,
  call: Call,
  id: string,
): Promise<'licensed' | 'unlicensed' | 'unknown'> {
  try {
    const path = `/v1.0/users/${encodeURIComponent(id)}/licenseDetails`;
    const { value } = Licences.parse(await graph.call({ ...call, method: 'GET', path }));
    const hasTeams = value.some(({ servicePlans }) =>
      servicePlans.some(
        ({ servicePlanName, provisioningStatus }) =>
          TEAMS_PLAN.test(servicePlanName) && provisioningStatus === 'Success',
      ),
    );
    return hasTeams ? 'licensed' : 'unlicensed';
  } catch (error) {
    if (isGone(error)) return 'unknown';
    throw error;
  }
}

async function meetingPolicy(
  { graph, clock, randomness }: { graph: GraphClient; clock: Clock; randomness: Randomness },
  call: Call,
  organizer: string | undefined,
): Promise<CheckResult> {
  const check = 'meeting-policy';
  if (organizer === undefined) return skipped(check);
  const path = `/v1.0/users/${encodeURIComponent(organizer)}/onlineMeetings`;
  const details = { organizer };
  let meetingId: string;
  try {
    const now = clock.now();
    const body = {
      externalId: `rehearsal:${randomness.uuid()}`,
      subject: 'Rehearsal',
      startDateTime: now.toISOString(),
      endDateTime: addMs(now, 15 * MINUTE_MS).toISOString(),
    };
    const made = await graph.call({ ...call, method: 'POST', path: `${path}/createOrGet`, body });
    meetingId = Meeting.parse(made).id;
  } catch (error) {
    return notMade(error, organizer);
  }
  try {
    const meeting = `${path}/${encodeURIComponent(meetingId)}`;
    // Not stopped with the rest: what was made is to be deleted.
    await graph.call({ tenantId: call.tenantId, method: 'DELETE', path: meeting });
  } catch (error) {
    if (!isGone(error)) return { check, outcome: 'warning', finding: 'meeting-not-deleted', details };
  }
  return { check, outcome: 'fine', finding: 'meeting-made-and-deleted', details: {} };
}

function notMade(error: unknown, organizer: string): CheckResult {
  const check = 'meeting-policy';
  if (!(error instanceof GraphRefusal) || isPassing(error)) return skipped(check, asError(error));
  const finding = error.status === 403 ? 'meeting-policy-missing' : 'meeting-refused';
  const details = { organizer, answer: `${error.status} ${error.code}` };
  return { check, outcome: 'failed', finding, details };
}

/** Says nothing about the tenant, but that Graph is busy or not well. */
const isPassing = ({ status }: GraphRefusal): boolean => status === 429 || status >= 500;

const isGone = (error: unknown): boolean => error instanceof GraphRefusal && error.status === 404;

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('Graph gave no answer', { cause: error });

const accounts = (ids: readonly string[]): Readonly<Record<string, string>> => ({
  accounts: ids.join(', '),
});

function skipped(check: CheckResult['check'], error?: Error): CheckResult {
  const answer = error instanceof GraphRefusal ? { answer: `${error.status} ${error.code}` } : {};
  return { check, outcome: 'skipped', finding: null, details: answer };
}
