import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopWithin, supervise } from '@ehr-connector/sandbox/supervised-process.ts';

/** What the playground shows in a chat, as it tells its own web page. */
export interface ShownMessage {
  readonly action: 'createMessage' | 'updateMessage';
  readonly chatId: string;
  readonly messageId: string;
  readonly text: string;
  /** The whole of the attachments, to look for words in. */
  readonly attachments: string;
}

/** Microsoft's Agents Playground: a Teams client that is none of ours. */
export interface AgentsPlayground {
  /** Where its Bot Connector is, as its activities say. */
  readonly connectorUrl: string;
  /** The chat of its one user with the bot. */
  readonly personalChatId: string;
  /** Everything shown so far, in order. */
  readonly shown: readonly ShownMessage[];
  /** The user writes to the bot. */
  say(text: string): Promise<void>;
  close(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** @param botEndpoint where it posts activities, without signing them. */
export async function startAgentsPlayground(botEndpoint: string): Promise<AgentsPlayground> {
  const folder = await mkdtemp(join(tmpdir(), 'ehr-connector-playground-'));
  const listening = Promise.withResolvers<number>();
  const lines: string[] = [];
  const playground = supervise({
    program: process.execPath,
    args: [
      createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js'),
      ...['start', '--app-endpoint', botEndpoint, '--channel-id', 'msteams', '--port', '0'],
      '--disable-telemetry',
    ],
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
    },
    stopSignal: 'TERM',
    onLine(line) {
      lines.push(line);
      const port = /^Listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) listening.resolve(Number(port));
    },
  });
  const stop = async () => {
    await stopWithin(playground, STOP_LIMIT_MS);
    await rm(folder, { recursive: true });
  };
  const limit = setTimeout(() => playground.kill(), START_LIMIT_MS);
  try {
    const port = await Promise.race([
      listening.promise,
      playground.exited.then(() =>
        Promise.reject(new Error(`The playground did not start:\n${lines.join('\n')}`)),
      ),
    ]);
    return await open(`http://localhost:${port}`, stop);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(limit);
  }
}

async function open(url: string, stop: () => Promise<void>): Promise<AgentsPlayground> {
  const { config } = (await (await fetch(`${url}/_internal/v1/testConfig`)).json()) as {
    config: { personalChat: { id: string }; currentUser: { id: string } };
  };
  const personalChatId = config.personalChat.id;
  const shown: ShownMessage[] = [];
  const stream = new WebSocket(`${url.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`);
  stream.addEventListener('message', ({ data }) => {
    const message = shownMessage(String(data));
    if (message !== null) shown.push(message);
  });
  await new Promise((resolve, reject) => {
    stream.addEventListener('open', resolve, { once: true });
    stream.addEventListener('error', reject, { once: true });
  });
  return {
    connectorUrl: `${url}/_connector`,
    personalChatId,
    shown,
    async say(text) {
      const from = { id: config.currentUser.id };
      await fetch(`${url}/_conversation/v1/conversations/${personalChatId}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text, textFormat: 'plain', from }),
      });
    },
    async close() {
      stream.close();
      await stop();
    },
  };
}

/** Beside messages the stream tells of typing. */
function shownMessage(data: string): ShownMessage | null {
  const { action, actionConversationId, message } = JSON.parse(data) as {
    action: string;
    actionConversationId: string;
    message?: { messageId: string; text?: string; attachments?: unknown[] };
  };
  if ((action !== 'createMessage' && action !== 'updateMessage') || message === undefined) return null;
  return {
    action,
    chatId: actionConversationId,
    messageId: message.messageId,
    text: message.text ?? '',
    attachments: JSON.stringify(message.attachments ?? []),
  };
}
