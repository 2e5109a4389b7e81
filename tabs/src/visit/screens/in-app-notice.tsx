/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks';
import { copyText } from '../browser/copy-text.ts';
import { chromeIntent } from '../browser/handover-link.ts';
import { type HandoverLink, usePage, useVisitActions } from './page-context.ts';

type Step =
  | { readonly kind: 'idle' | 'working' | 'failed' }
  | { readonly kind: 'made'; readonly link: HandoverLink; readonly isCopied: boolean };

/** Helps out of a browser inside another app, into the real one. Waiting works here all the same. */
export function InAppNotice() {
  const { text, browser, format } = usePage();
  const { makeHandoverLink } = useVisitActions();
  const [step, setStep] = useState<Step>({ kind: 'idle' });
  const field = useRef<HTMLInputElement>(null);
  const isAndroid = browser.system === 'android';

  /** Each press makes a link of its own: the one before may have been used. */
  const withLink = async (use: (link: HandoverLink) => Promise<boolean>) => {
    setStep({ kind: 'working' });
    const answer = await makeHandoverLink();
    if (answer.kind === 'refused') return setStep({ kind: 'failed' });
    setStep({ kind: 'made', link: answer.value, isCopied: await use(answer.value) });
  };
  const openInChrome = () =>
    withLink(async (link) => {
      location.assign(chromeIntent(link.url));
      return false;
    });
  const copy = () => withLink((link) => copyText(link.url));
  const share = () =>
    withLink(async (link) => {
      // Closing the sheet rejects: the link is then there to be copied.
      await navigator.share({ url: link.url }).catch(() => {});
      return false;
    });

  return (
    <section class="card in-app" aria-labelledby="in-app-heading">
      <h2 id="in-app-heading">{text.inApp.heading}</h2>
      <p>{text.inApp.lead(isAndroid ? 'Chrome' : 'Safari')}</p>
      <div class="buttons">
        {isAndroid && (
          <button type="button" class="button main" disabled={step.kind === 'working'} onClick={openInChrome}>
            {text.inApp.openInChrome}
          </button>
        )}
        <button
          type="button"
          class={isAndroid ? 'button' : 'button main'}
          disabled={step.kind === 'working'}
          onClick={copy}
        >
          {text.inApp.copy}
        </button>
        {!isAndroid && typeof navigator !== 'undefined' && 'share' in navigator && (
          <button type="button" class="button" disabled={step.kind === 'working'} onClick={share}>
            {text.inApp.share}
          </button>
        )}
      </div>
      <div role="status">
        {step.kind === 'working' && <p>{text.inApp.working}</p>}
        {step.kind === 'failed' && <p class="notice warn">{text.inApp.failed}</p>}
        {step.kind === 'made' && (
          <>
            <p class={step.isCopied ? 'result good' : 'result'}>
              {(step.isCopied ? text.inApp.copied : text.inApp.copyYourself)(
                format.time(step.link.expiresAt),
              )}
            </p>
            <p>{isAndroid ? text.inApp.stepsOther : text.inApp.stepsIos}</p>
            <p>{text.inApp.private}</p>
          </>
        )}
      </div>
      {step.kind === 'made' && (
        <input
          ref={field}
          class="link"
          type="text"
          readOnly
          value={step.link.url}
          aria-label={text.inApp.linkLabel}
          onFocus={() => field.current?.select()}
        />
      )}
    </section>
  );
}
