import { type StaffLanguages, USUAL_LANGUAGE } from '../../domain/staff/staff-language.ts';
import type { Scope } from './scope.ts';

export function staffLanguages({ trx, organizationId }: Scope): StaffLanguages {
  return {
    async of(entraObjectId) {
      const row = await trx
        .selectFrom('staff_languages')
        .select('language')
        .where('entra_object_id', '=', entraObjectId)
        .executeTakeFirst();
      return row?.language ?? USUAL_LANGUAGE;
    },

    async heard(entraObjectId, language) {
      await trx
        .insertInto('staff_languages')
        .values({ organization_id: organizationId, entra_object_id: entraObjectId, language })
        .onConflict((conflict) =>
          conflict
            .constraint('staff_languages_pkey')
            .doUpdateSet({ language })
            .where('staff_languages.language', '<>', language),
        )
        .execute();
    },

    async forget(entraObjectId) {
      await trx.deleteFrom('staff_languages').where('entra_object_id', '=', entraObjectId).execute();
    },
  };
}
