/** @jsxImportSource preact */
import type { PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import { punctualityOf } from '../screen.ts';
import { usePage } from './page-context.ts';

export function VisitTimes({ visit }: { visit: PatientVisit }) {
  const { text, format, nowMs } = usePage();
  const punctuality = punctualityOf(visit.startsAt, nowMs());
  return (
    <>
      <dl class="times">
        {visit.startsAt !== null && (
          <div>
            <dt>{text.waiting.scheduled}</dt>
            <dd>
              <time dateTime={visit.startsAt}>{format.time(visit.startsAt)}</time>
            </dd>
          </div>
        )}
        {visit.state === 'waiting' && visit.since !== null && (
          <div>
            <dt>{text.waiting.since}</dt>
            <dd>
              <time dateTime={visit.since}>{format.time(visit.since)}</time>
            </dd>
          </div>
        )}
      </dl>
      {(punctuality === 'early' || punctuality === 'late') && <p>{text.waiting[punctuality]}</p>}
    </>
  );
}
