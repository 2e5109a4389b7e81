import type { Delivery } from '../kernel/delivery.ts';
import type { StaffLanguage } from '../staff/staff-language.ts';
import type { AddressedNotice } from './notice.ts';

/** Tells a person of the organisation something, in words of their language, with a button that opens the connection. */
export interface StaffNotices {
  /**
   * Told twice, it is shown twice. Answers within 10 seconds.
   *
   * @param request.byName who did what is told, for showing; `null` where nobody did or the directory knows no name.
   */
  tell(
    request: AddressedNotice & {
      readonly byName: string | null;
      readonly tenantId: string;
      readonly language: StaffLanguage;
      readonly signal: AbortSignal;
    },
  ): Promise<Delivery>;
}
