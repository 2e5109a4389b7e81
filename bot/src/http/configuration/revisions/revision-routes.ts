import { Approval, AtVersion, Rejection } from '@ehr-connector/shared/contract/configuration.ts';
import type { Configuring } from '@ehr-connector/shared/domain/connections/configuring.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { json } from '../../reply.ts';
import type { HttpRequest, Routes } from '../../server.ts';
import type { AskedOfConnection, Asking } from '../asking.ts';
import type { ConnectionPages } from '../connections/connection-pages.ts';
import { revisionNumberOf } from './revision-number.ts';

/** What becomes of a proposal, and going back to what was approved before. */
export function revisionRoutes(
  routes: Routes,
  deps: {
    readonly asking: Asking;
    readonly configuring: Configuring;
    readonly pages: ConnectionPages;
    readonly inTransaction: InTransaction;
  },
): void {
  const { asking, configuring, pages } = deps;

  function add(
    name: string,
    ask: (request: HttpRequest) => Promise<AskedOfConnection>,
    change: (asked: AskedOfConnection, number: number, body: unknown) => Promise<unknown>,
  ) {
    routes.post(`/api/connections/:connection/revisions/:number/${name}`, async (request) => {
      const asked = await ask(request);
      await change(asked, revisionNumberOf(request), request.body);
      return json(await pages.detail(asked.member, asked.connection.id, request.signal));
    });
  }

  const editing = (request: HttpRequest) => asking.ofConnection(request, 'edit-draft');

  add('withdraw', editing, async ({ member, connection: { id } }, number, body) => {
    const { version } = AtVersion.parse(body);
    const open = await deps.inTransaction(member.organizationId, ({ configuration }) =>
      configuration.open(id),
    );
    if (open?.number !== number)
      throw new DomainError('revision-not-open', 'it was decided, withdrawn or replaced meanwhile');
    return await configuring.withdraw(member, id, version);
  });
  add('approve', asking.toConnection, ({ member, connection: { id } }, number, body) =>
    configuring.approve(member, id, number, Approval.parse(body).digest),
  );
  add('reject', asking.toConnection, ({ member, connection: { id } }, number, body) => {
    const { digest, reason } = Rejection.parse(body);
    return configuring.reject(member, id, number, digest, reason);
  });
  add('restore', editing, ({ member, connection: { id } }, number) =>
    configuring.restore(member, id, number),
  );
}
