import {
  ConfigurationEvent,
  ConnectionDetail,
  Connections,
  Created,
  NewConnection,
  Pasted,
  PastedFindings,
  Promotion,
  SettingsChange,
  WithReason,
} from '@ehr-connector/shared/contract/configuration.ts';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { asked, created, done, events, ok } from './operation.ts';

const path = z.object({ connection: z.string() });
const detail = ok('The connection as it is now', ConnectionDetail);

/** Connections, and what of them takes effect at once. */
export const connectionPaths: ZodOpenApiPathsObject = {
  '/api/connections': {
    get: asked('The connections that the asker may see', ok('With invitations to share others', Connections)),
    post: asked('Adds a connection, with a draft that waits to be filled in', created('Its id', Created), {
      body: NewConnection,
    }),
  },
  '/api/configuration/events': {
    get: asked(
      'Which connections change, whoever changes them (event `changed`)',
      events('Until closed; what has changed is asked for anew', ConfigurationEvent),
    ),
  },
  '/api/connections/{connection}': {
    get: asked('Everything of one connection', detail, { requestParams: { path } }),
    delete: asked('Removes a connection that was never approved', done('Removed'), {
      requestParams: { path },
    }),
  },
  '/api/connections/{connection}/settings': {
    put: asked('Changes what takes effect at once', detail, {
      requestParams: { path },
      body: SettingsChange,
    }),
  },
  '/api/connections/{connection}/disable': {
    post: asked('Lets nobody in any more, at once', detail, { requestParams: { path }, body: WithReason }),
  },
  '/api/connections/{connection}/enable': {
    post: asked('Lets people in again', detail, { requestParams: { path }, body: WithReason }),
  },
  '/api/connections/{connection}/promote': {
    post: asked(
      'Begins a draft for production with what is approved for testing',
      created('The id of the connection that has the draft', Created),
      { requestParams: { path }, body: Promotion },
    ),
  },
  '/api/connections/{connection}/keys/rotate': {
    post: asked('Publishes a new key, which signs once the EHR knows it', detail, {
      requestParams: { path },
    }),
  },
  '/api/connections/{connection}/pasted': {
    post: asked(
      'Compares what stands in the EHR with what should',
      ok('Neither stored nor logged', PastedFindings),
      { requestParams: { path }, body: Pasted },
    ),
  },
  '/api/connections/{connection}/shares/{share}/revoke': {
    post: asked('Ends the sharing with another organisation, at once', detail, {
      requestParams: { path: path.extend({ share: z.uuid() }) },
    }),
  },
  '/api/invitations/{share}/accept': {
    post: asked('Adds a connection to an EHR that another organisation shares', created('Its id', Created), {
      requestParams: { path: z.object({ share: z.uuid() }) },
      body: z.strictObject({ name: z.string() }),
    }),
  },
};
