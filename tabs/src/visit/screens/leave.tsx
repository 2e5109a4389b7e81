/** @jsxImportSource preact */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePage, useVisitActions } from './page-context.ts';

/** Ends the visit on this device, after one question: for shared computers, and for those who change their mind. */
export function Leave() {
  const { text } = usePage();
  const { leave } = useVisitActions();
  const [step, setStep] = useState<'closed' | 'open' | 'leaving' | 'failed'>('closed');
  const opener = useRef<HTMLButtonElement>(null);
  const question = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(false);

  useLayoutEffect(() => {
    if (step === 'open') question.current?.focus();
    if (step === 'closed' && wasOpen.current) opener.current?.focus();
    wasOpen.current = step !== 'closed';
  }, [step]);

  if (step === 'closed') {
    return (
      <button ref={opener} type="button" class="quiet" onClick={() => setStep('open')}>
        {text.leave.open}
      </button>
    );
  }
  const confirm = async () => {
    setStep('leaving');
    if (!(await leave())) setStep('failed');
  };
  return (
    <section class="card" aria-labelledby="leave-heading">
      <h2 id="leave-heading" ref={question} tabIndex={-1}>
        {text.leave.question}
      </h2>
      <p>{text.leave.lead}</p>
      <div role="status">{step === 'failed' && <p class="notice warn">{text.leave.failed}</p>}</div>
      <div class="buttons">
        <button type="button" class="button danger" disabled={step === 'leaving'} onClick={confirm}>
          {text.leave.confirm}
        </button>
        <button type="button" class="button" disabled={step === 'leaving'} onClick={() => setStep('closed')}>
          {text.leave.cancel}
        </button>
      </div>
    </section>
  );
}
