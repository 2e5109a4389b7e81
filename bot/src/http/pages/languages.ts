/** The languages our own pages speak. */
export const LANGUAGES = ['en-US', 'zh-CN', 'es-ES'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language a browser prefers of those we speak; English otherwise.
 *
 * @param header `Accept-Language`. @see {@link https://www.rfc-editor.org/rfc/rfc9110#field.accept-language}
 */
export function preferredLanguage(header: string | undefined): Language {
  const wishes = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      return {
        primary: tag.toLowerCase().split('-')[0] ?? '',
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  for (const { primary } of wishes) {
    const found = LANGUAGES.find((language) => language.startsWith(`${primary}-`));
    if (found !== undefined) return found;
  }
  return 'en-US';
}
