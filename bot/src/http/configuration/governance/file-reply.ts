import type { Reply } from '../../reply.ts';

/** A file to keep, not to show. */
export const fileReply = (name: string, type: string, body: string | AsyncIterable<string>): Reply => ({
  status: 200,
  headers: {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  },
  body,
});
