import { escapeHtml } from '../html.ts';

/** A line to type or paste into, kept character by character. */
export function field(text: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly problem?: string | null;
  /** Where several forms of a page have fields of one name. */
  readonly idPrefix?: string;
}): string {
  const { name, label, value, hint = '', problem = null, idPrefix = '' } = text;
  const id = `${idPrefix}${name}`;
  const said = [hint === '' ? [] : [`${id}-hint`], problem === null ? [] : [`${id}-problem`]].flat();
  const described = said.length > 0 ? ` aria-describedby="${said.join(' ')}"` : '';
  return `<div class="field"><label for="${id}">${escapeHtml(label)}</label>
    ${hint === '' ? '' : `<p class="quiet" id="${id}-hint">${escapeHtml(hint)}</p>`}
    <input id="${id}" name="${name}" type="text" value="${escapeHtml(value)}" spellcheck="false" autocomplete="off" autocapitalize="off"${described}${problem === null ? '' : ' aria-invalid="true"'}>
    ${problem === null ? '' : `<p class="problem" id="${id}-problem">${escapeHtml(problem)}</p>`}</div>`;
}

/** Said before everything else when a form was not taken. */
export function problemSummary(count: number): string {
  if (count === 0) return '';
  const what = count === 1 ? 'One address was' : `${count} addresses were`;
  return `<p class="problem summary" role="alert">${what} not taken. Nothing was saved.</p>`;
}
