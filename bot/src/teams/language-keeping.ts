import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { z } from 'zod';
import { preferredLanguage } from '../http/pages/languages.ts';

/** Of the person's own chat with the bot only: what is heard elsewhere may come from patients. */
const Activity = z.object({
  type: z.string(),
  action: z.string().nullish(),
  locale: z.string().min(1).max(100),
  from: z.object({ aadObjectId: z.uuid() }),
  conversation: z.object({ conversationType: z.literal('personal'), tenantId: z.string().nullish() }),
  channelData: z.object({ tenant: z.object({ id: z.string() }).nullish() }).nullish(),
});

/**
 * Remembers the language of each person's Teams, and forgets it when they remove the app. Safe to hear twice.
 *
 * @see {@link https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md#locale}
 */
export function createLanguageKeeping(deps: {
  readonly finder: Pick<OrganizationFinder, 'ofTenant'>;
  readonly inTransaction: InTransaction;
}): (activity: unknown) => Promise<void> {
  return async (given) => {
    const activity = Activity.safeParse(given).data;
    const tenantId = activity?.channelData?.tenant?.id ?? activity?.conversation.tenantId;
    const organizationId = typeof tenantId === 'string' ? await deps.finder.ofTenant(tenantId) : null;
    if (activity === undefined || organizationId === null) return;
    const entraObjectId = activity.from.aadObjectId.toLowerCase();
    const isRemoved = activity.type === 'installationUpdate' && activity.action === 'remove';
    await deps.inTransaction(organizationId, ({ staffLanguages }) =>
      isRemoved
        ? staffLanguages.forget(entraObjectId)
        : staffLanguages.heard(entraObjectId, preferredLanguage(activity.locale)),
    );
  };
}
