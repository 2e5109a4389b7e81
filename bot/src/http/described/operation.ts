import { Problem } from '@ehr-connector/shared/contract/problem.ts';
import type { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';

export const jsonOf = (schema: z.ZodType) => ({ 'application/json': { schema } });
export const ok = (description: string, schema: z.ZodType): ZodOpenApiResponsesObject => ({
  '200': { description, content: jsonOf(schema) },
});
export const created = (description: string, schema: z.ZodType): ZodOpenApiResponsesObject => ({
  '201': { description, content: jsonOf(schema) },
});
export const done = (description: string, status: '202' | '204' = '204'): ZodOpenApiResponsesObject => ({
  [status]: { description },
});
export const events = (description: string, schema: z.ZodType): ZodOpenApiResponsesObject => ({
  '200': { description, content: { 'text/event-stream': { schema } } },
});
export const file = (description: string, type: string): ZodOpenApiResponsesObject => ({
  '200': { description, content: { [type]: {} } },
});
export const problem: ZodOpenApiResponsesObject = {
  default: { description: 'What went wrong', content: { 'application/problem+json': { schema: Problem } } },
};

/** By the cookie of a visit. */
export const patient = [{ visitCookie: [] }];
/** By a token of the tab, or the cookie of a browser window. */
export const staff = [{ teams: [] }, { staffCookie: [] }];

/** What staff ask: answered as told, or with a problem. */
export function asked(
  summary: string,
  responses: ZodOpenApiResponsesObject,
  more: Pick<ZodOpenApiOperationObject, 'requestParams' | 'description'> & { readonly body?: z.ZodType } = {},
): ZodOpenApiOperationObject {
  const { body, ...rest } = more;
  return {
    summary,
    security: staff,
    ...rest,
    ...(body && { requestBody: { content: jsonOf(body) } }),
    responses: { ...responses, ...problem },
  };
}
