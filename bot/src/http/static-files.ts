import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { Reply } from './reply.ts';
import type { HttpRequest } from './server.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.svg', '.json']);
/** Vite puts a hash of the content into these names. */
const HASHED = /-[\w-]{8}\.\w+$/;

interface StaticFile {
  readonly type: string;
  readonly etag: string;
  readonly isHashed: boolean;
  readonly isCompressed: boolean;
  readonly bytes: Readonly<Record<'identity' | 'gzip' | 'br', Buffer>>;
}

export interface StaticFiles {
  /** @param path below the folder. @throws {DomainError} `page-not-found`. */
  reply(path: string, request: HttpRequest, headers?: Readonly<Record<string, string>>): Reply;
}

/**
 * A folder of built files, read whole into memory at start: a few megabytes, compressed once and not with every answer,
 * and no request can name a file outside.
 */
export async function readStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).split(sep).join('/'), toFile(entry.name, await readFile(path)));
  }
  return {
    reply(path, request, headers = {}) {
      const file = files.get(path);
      if (file === undefined) throw new DomainError('page-not-found', 'there is no such file');
      const shared = {
        ...headers,
        etag: file.etag,
        vary: 'accept-encoding, accept-language',
        'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      };
      if (request.headers['if-none-match']?.includes(file.etag)) return { status: 304, headers: shared };
      const encoding = file.isCompressed ? chooseEncoding(request.headers['accept-encoding']) : 'identity';
      return {
        status: 200,
        headers: {
          ...shared,
          'content-type': file.type,
          ...(encoding !== 'identity' && { 'content-encoding': encoding }),
        },
        body: file.bytes[encoding],
      };
    },
  };
}

function toFile(name: string, identity: Buffer): StaticFile {
  const extension = extname(name);
  const small = COMPRESSED.has(extension);
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    // Weak: it stands for the file in every encoding.
    etag: `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    isHashed: HASHED.test(name),
    isCompressed: small,
    bytes: {
      identity,
      gzip: small ? gzipSync(identity, { level: 9 }) : identity,
      br: small
        ? brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
        : identity,
    },
  };
}

function chooseEncoding(accepted: string | string[] | undefined): 'identity' | 'gzip' | 'br' {
  const wishes = String(accepted ?? '');
  const takes = (name: string) => new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(wishes);
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : 'identity';
}
