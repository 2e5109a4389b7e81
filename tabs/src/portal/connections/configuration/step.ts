import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { Draft } from './use-draft.ts';

/** What a step of the form is given. */
export interface StepProps {
  readonly detail: ConnectionDetail;
  readonly draft: Draft;
  /** The draft as the service has it. */
  readonly revision: Revision;
  /** Leads to the field of what could not be saved. */
  readonly lead: (problem: string) => void;
  readonly changed: (detail: ConnectionDetail) => void;
  readonly reload: () => void;
}
