import { ConnectorError } from './connector-error.ts';

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
const MAX_BYTES = 100 * 1024;

/** What a bot's activity shows in a chat; `null` when it shows nothing, as a typing indicator. */
export function readBotMessage(activity: unknown): { text: string; card: unknown } | null {
  if (typeof activity !== 'object' || activity === null) {
    throw new ConnectorError(400, 'BadSyntax', 'The body must be an activity.');
  }
  if (Buffer.byteLength(JSON.stringify(activity)) > MAX_BYTES) {
    throw new ConnectorError(413, 'MessageSizeTooBig', 'The message is larger than 100 KB.');
  }
  const given: Record<string, unknown> = { ...activity };
  if (given.type !== 'message') return null;
  const text = typeof given.text === 'string' ? given.text : '';
  const card = cardOf(given.attachments);
  if (text === '' && card === null) {
    throw new ConnectorError(400, 'BadSyntax', 'Activity resulted into a message without content.');
  }
  return { text, card };
}

function cardOf(attachments: unknown): unknown {
  if (!Array.isArray(attachments)) return null;
  const found: { content?: unknown } | undefined = attachments.find(
    (attachment: { contentType?: unknown } | null) => attachment?.contentType === ADAPTIVE_CARD,
  );
  return found?.content ?? null;
}
