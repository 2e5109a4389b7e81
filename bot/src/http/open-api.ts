import {
  HandoverCode,
  HandoverRedemption,
  PageSignal,
  PatientVisit,
} from '@ehr-connector/shared/contract/patient-visit.ts';
import { Problem } from '@ehr-connector/shared/contract/problem.ts';
import { ClientConfiguration, Me } from '@ehr-connector/shared/contract/staff.ts';
import { Board, BoardEvent, BoardQuery } from '@ehr-connector/shared/contract/visit-board.ts';
import { z } from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';

const jsonOf = (schema: z.ZodType) => ({ 'application/json': { schema } });
const ok = (description: string, schema: z.ZodType) => ({ '200': { description, content: jsonOf(schema) } });
const done = (description: string, status: '202' | '204') => ({ [status]: { description } });
const problem = {
  default: { description: 'What went wrong', content: { 'application/problem+json': { schema: Problem } } },
};
const visitPath = z.object({ visit: z.uuid() });
const events = (description: string, schema: z.ZodType) => ({
  '200': { description, content: { 'text/event-stream': { schema } } },
});
const patient = [{ visitCookie: [] }];
const staff = [{ teams: [] }, { staffCookie: [] }];

const paths: ZodOpenApiPathsObject = {
  '/api/visits/{visit}/patient': {
    get: {
      summary: 'The patient’s own visit',
      security: patient,
      requestParams: { path: visitPath },
      responses: { ...ok('As it is now', PatientVisit), ...problem },
    },
  },
  '/api/visits/{visit}/patient/events': {
    get: {
      summary: 'The patient’s own visit, at every change (event `visit`)',
      security: patient,
      requestParams: { path: visitPath },
      responses: { ...events('Until closed', PatientVisit), ...problem },
    },
  },
  '/api/visits/{visit}/signals': {
    post: {
      summary: 'What the patient’s page reports',
      security: patient,
      requestParams: { path: visitPath },
      requestBody: { content: jsonOf(PageSignal) },
      responses: { ...done('Stored', '202'), ...problem },
    },
  },
  '/api/visits/{visit}/handover': {
    post: {
      summary: 'A one-time code for another browser',
      security: patient,
      requestParams: { path: visitPath },
      responses: {
        '201': { description: 'Valid once, for five minutes', content: jsonOf(HandoverCode) },
        ...problem,
      },
    },
  },
  '/api/visits/{visit}/handover/redeem': {
    post: {
      summary: 'Trades the code for a session of this browser',
      requestParams: { path: visitPath },
      requestBody: { content: jsonOf(HandoverRedemption) },
      responses: { ...done('The cookie is set', '204'), ...problem },
    },
  },
  '/api/visits/{visit}/leave': {
    post: {
      summary: 'Ends the session on this device',
      security: patient,
      requestParams: { path: visitPath },
      responses: { ...done('Ended', '204'), ...problem },
    },
  },
  '/api/connection-check': {
    get: {
      summary: 'Bytes for measuring a connection',
      requestParams: { query: z.object({ bytes: z.int().min(0).max(1_048_576) }) },
      responses: { '200': { description: 'As many random bytes' } },
    },
    post: { summary: 'Takes bytes for measuring a connection', responses: done('Taken', '204') },
  },
  '/api/openapi.json': {
    get: { summary: 'This description', responses: { '200': { description: 'OpenAPI 3.1' } } },
  },
  '/api/client-configuration': {
    get: { summary: 'What the tab needs before sign-in', responses: ok('Public', ClientConfiguration) },
  },
  '/api/me': {
    get: {
      summary: 'Who asks',
      security: staff,
      responses: { ...ok('From the verified token or session', Me), ...problem },
    },
  },
  '/api/visits': {
    get: {
      summary: 'The visits of a day, as the asker may see them',
      security: staff,
      requestParams: { query: BoardQuery },
      responses: { ...ok('At most 48 hours', Board), ...problem },
    },
  },
  '/api/visits/events': {
    get: {
      summary: 'Visits as they change (event `visit`)',
      security: staff,
      responses: { ...events('Until closed', BoardEvent), ...problem },
    },
  },
  '/api/writebacks/{id}/retry': {
    post: {
      summary: 'Sends a parked writeback again',
      security: staff,
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { ...done('Queued at the head of its line', '202'), ...problem },
    },
  },
  '/api/links/{id}': {
    delete: {
      summary: 'Revokes a link between an EHR user and the asker',
      security: staff,
      requestParams: { path: z.object({ id: z.uuid() }) },
      responses: { ...done('Revoked', '204'), ...problem },
    },
  },
};

/** The JSON API of our own pages, described from the contract that checks it. */
export function openApiDocument(publicUrl: string): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Teams EHR Connector',
      version: '1',
      description: 'The API of the Teams tab and of the patient’s page.',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: {
        teams: { type: 'http', scheme: 'bearer', description: 'Single sign-on token of the Teams tab' },
        staffCookie: { type: 'apiKey', in: 'cookie', name: '__Host-staff' },
        visitCookie: { type: 'apiKey', in: 'cookie', name: '__Host-visit-{visit}' },
      },
    },
  });
}
