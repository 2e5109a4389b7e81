import {
  HandoverCode,
  HandoverRedemption,
  PageSignal,
  PatientVisit,
} from '@ehr-connector/shared/contract/patient-visit.ts';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { done, events, jsonOf, ok, patient, problem } from './operation.ts';

const visitPath = z.object({ visit: z.uuid() });

export const patientPaths: ZodOpenApiPathsObject = {
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
};
