import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { type BenchVisit, bookVisits, CLINICIAN, idOf } from './chart.ts';
import { type Effort, type Row, timesRow } from './figures.ts';
import { timesOf } from './load.ts';
import { openOutsideCloud } from './outside-cloud.ts';
import { launch, launchAsPatient, type PatientSession } from './patient-session.ts';
import type { World } from './world.ts';

const AT_ONCE = 8;
const WARM_UPS = 5;

/** Makes the same launch by us and by nobody between, each for every visit of its batch. */
interface Rivals {
  readonly ours: (visit: BenchVisit) => Promise<unknown>;
  readonly floor: (visit: BenchVisit) => Promise<unknown>;
}

/**
 * From pressing the button in the EHR or the portal to the redirect to the visit page or into the meeting. The floor is
 * what the EHR, and for clinicians Graph, take for the same requests when nobody stands between.
 *
 * @returns the patients' sessions beside the rows: other measures go on with them.
 */
export async function measureLaunches(
  world: World,
  effort: Effort,
): Promise<{ readonly rows: readonly Row[]; readonly sessions: readonly PatientSession[] }> {
  const { sandbox, outside, client } = world;
  const clinician = idOf(sandbox.hospital, 'clinicians', CLINICIAN);
  const visits = await bookVisits([sandbox.hospital, outside.hospital], {
    count: WARM_UPS + 2 * effort.launches,
    firstCsn: 810_000,
    startsInMinutes: 45, // too early for cards: what is measured with these visits is not mixed with chat
    practitionerOf: () => clinician,
  });
  const batches: readonly Batch[] = [
    {
      name: 'one after the other',
      visits: visits.slice(WARM_UPS, WARM_UPS + effort.launches),
      concurrency: 1,
    },
    { name: `${AT_ONCE} at a time`, visits: visits.slice(WARM_UPS + effort.launches), concurrency: AT_ONCE },
  ];
  const sessionOf = new Map<BenchVisit, PatientSession>();

  const patient: Rivals = {
    ours: async (visit) => sessionOf.set(visit, await launchAsPatient(world, visit)),
    floor: (visit) => outside.launch(client, 'patient', visit),
  };
  const cloud = await openOutsideCloud(sandbox, client);
  const meetingOf = (visit: BenchVisit) => {
    const key = `visit-${sessionOf.get(visit)?.visitId}`;
    const meeting = [...sandbox.cloud.cloud.meetings.values()].find(({ externalId }) => externalId === key);
    if (meeting === undefined) throw new Error('A visit has no meeting.');
    return { organizer: meeting.organizerOid, id: meeting.id, presenter: SAMPLE_OIDS.amara };
  };
  const provider: Rivals = {
    ours: (visit) => launch(world, 'provider', visit),
    floor: async (visit) => {
      await outside.launch(client, 'provider', visit);
      await cloud.secure(meetingOf(visit));
    },
  };

  const rows: Row[] = [];
  for (const [side, rivals] of [
    ['Patient’s launch to the visit page', patient],
    ['Clinician’s launch into the meeting', provider],
  ] as const) {
    await compare(world, rivals, { name: 'warm-up', visits: visits.slice(0, WARM_UPS), concurrency: 1 });
    await sameAtTheEhr(world, rivals, visits.slice(0, 1));
    for (const batch of batches) {
      const { ours, floor } = await compare(world, rivals, batch);
      rows.push(timesRow(`${side}, ${batch.name}`, ours, floor));
    }
  }
  return { rows, sessions: [...sessionOf.values()] };
}

interface Batch {
  readonly name: string;
  readonly visits: readonly BenchVisit[];
  readonly concurrency: number;
}

async function compare(world: World, { ours, floor }: Rivals, { visits, concurrency }: Batch) {
  const oursMs = await timesOf(visits, concurrency, ours);
  await world.settled();
  return { ours: oursMs, floor: await timesOf(visits, concurrency, floor) };
}

/** Makes sure that the floor asks of the EHR what we ask: a floor that is less would be no floor. */
async function sameAtTheEhr(
  { sandbox, outside }: World,
  { ours, floor }: Rivals,
  visits: readonly BenchVisit[],
): Promise<void> {
  const requestsOf = async (
    hospital: World['sandbox']['hospital'],
    work: (visit: BenchVisit) => Promise<unknown>,
  ) => {
    hospital.control.clearRequests();
    await timesOf(visits, 1, work);
    return hospital.control
      .requests()
      .map(({ method, path }) => `${method} ${path}`)
      .join(', ');
  };
  const made = await requestsOf(sandbox.hospital, ours);
  const least = await requestsOf(outside.hospital, floor);
  if (made !== least) throw new Error(`A launch asks the EHR for [${made}], the floor for [${least}].`);
}
