import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Participant } from '../../domain/visits/participant.ts';
import type { ParticipantStore } from '../../domain/visits/visit-store.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

const EhrIdentity = z.object({ userReference: z.string(), patientId: z.string().nullable() });

export function participantStore({ trx, organizationId, randomness, sealer }: Scope): ParticipantStore {
  // By identity and not by row: the value is sealed before the database says which row it lands in.
  const context = (visitId: string, identity: string) => `participants.ehr_identity:${visitId}:${identity}`;
  async function ofVisits(visitIds: readonly string[]): Promise<readonly Participant[]> {
    if (visitIds.length === 0) return [];
    const rows = await trx
      .selectFrom('participants')
      .selectAll()
      .where('visit_id', 'in', [...visitIds])
      .orderBy('number')
      .execute();
    return rows.map(toParticipant);
  }

  return {
    async join({ visitId, role, identity, entraObjectId, ehr }) {
      const row = await trx
        .insertInto('participants')
        .values({
          organization_id: organizationId,
          id: randomness.uuid(),
          visit_id: visitId,
          role,
          identity,
          entra_object_id: entraObjectId,
          ehr_identity: ehr && sealer.seal(JSON.stringify(ehr), context(visitId, identity)),
        })
        .onConflict((conflict) =>
          conflict.columns(['organization_id', 'visit_id', 'identity']).doUpdateSet((eb) => ({
            role: sql<
              Participant['role']
            >`case when participants.role = 'guest' then excluded.role else participants.role end`,
            ehr_identity: eb.fn.coalesce('participants.ehr_identity', 'excluded.ehr_identity'),
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return toParticipant(row);
    },

    ofVisit: (visitId) => ofVisits([visitId]),
    ofVisits,

    async ehrIdentity(participantId) {
      const row = await trx
        .selectFrom('participants')
        .selectAll()
        .where('id', '=', participantId)
        .executeTakeFirst();
      if (!row?.ehr_identity) return null;
      return EhrIdentity.parse(
        JSON.parse(sealer.open(row.ehr_identity, context(row.visit_id, row.identity))),
      );
    },
  };
}

function toParticipant(row: Selectable<Tables['participants']>): Participant {
  return {
    id: row.id,
    visitId: row.visit_id,
    role: row.role,
    identity: row.identity,
    entraObjectId: row.entra_object_id,
    knownToEhr: row.ehr_identity !== null,
    number: row.number,
  };
}
