import type { ErrorCode } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { FailureText, FailureTexts, PageErrorCode } from './failure-text-shape.ts';
import { failureTextsEnUs } from './failure-texts.en-us.ts';
import { failureTextsEsEs } from './failure-texts.es-es.ts';
import { failureTextsZhCn } from './failure-texts.zh-cn.ts';
import type { Language } from './languages.ts';

const TEXTS: Record<Language, FailureTexts> = {
  'en-US': failureTextsEnUs,
  'zh-CN': failureTextsZhCn,
  'es-ES': failureTextsEsEs,
};

export function failureText(
  language: Language,
  code: ErrorCode | null,
): FailureText & { readonly reference: string } {
  const texts = TEXTS[language];
  const text = code !== null && code in texts ? texts[code as PageErrorCode] : texts.unexpected;
  return { ...text, reference: texts.reference };
}
