/** @jsxImportSource preact */
import { type DeviceChecks, summaryOf } from '../device/device-checks.ts';
import { DevicePanels } from '../device/device-panels.tsx';
import { usePage } from './page-context.ts';
import { PageFrame } from './page-frame.tsx';

/** The tests alone, for days before the visit. */
export function DeviceTestScreen({ checks }: { checks: DeviceChecks }) {
  const { text } = usePage();
  const summary = summaryOf(checks.results());
  return (
    <PageFrame>
      <h1>{text.deviceTest.heading}</h1>
      <p class="lead">{text.deviceTest.lead}</p>
      <DevicePanels checks={checks} heading={text.deviceTest.testsHeading} />
      <section class="card" aria-labelledby="summary-heading">
        <h2 id="summary-heading">{text.deviceTest.summaryHeading}</h2>
        <p role="status" class={summary === 'ready' ? 'result good' : 'result'}>
          {text.deviceTest[summary]}
        </p>
      </section>
    </PageFrame>
  );
}
