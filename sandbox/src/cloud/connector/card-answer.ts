/** What the bot answered to a card action. */
export type CardActionAnswer =
  | { readonly kind: 'card'; readonly card: unknown }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Reads the invoke response of an `adaptiveCard/action`, with the HTTP status as Teams sees it. */
export function readCardAnswer(httpStatus: number, body: unknown): CardActionAnswer {
  const answer: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  if (httpStatus === 200 && answer.statusCode === 200) {
    if (answer.type === 'application/vnd.microsoft.card.adaptive')
      return { kind: 'card', card: answer.value };
    if (answer.type === 'application/vnd.microsoft.activity.message') {
      return { kind: 'message', text: String(answer.value) };
    }
  }
  const { value } = answer;
  const message = typeof value === 'object' && value !== null && 'message' in value ? value.message : null;
  return { kind: 'failed', reason: typeof message === 'string' ? message : 'Something went wrong.' };
}
