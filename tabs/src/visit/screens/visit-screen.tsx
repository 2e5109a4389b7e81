/** @jsxImportSource preact */
import type { PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import type { ComponentChildren } from 'preact';
import type { DeviceChecks } from '../device/device-checks.ts';
import { DevicePanels } from '../device/device-panels.tsx';
import { announcementOf, type Connection, isWaiting, type Screen } from '../screen.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { Help } from './help.tsx';
import { InAppNotice } from './in-app-notice.tsx';
import { JoinLink } from './join-link.tsx';
import { Leave } from './leave.tsx';
import { usePage, useVisitActions } from './page-context.ts';
import { PageFrame } from './page-frame.tsx';
import { StatusCard } from './status-card.tsx';
import { TeamsSteps } from './teams-steps.tsx';
import { VisitTimes } from './visit-times.tsx';

export interface VisitScreenProps {
  readonly screen: Screen;
  readonly connection: Connection;
  readonly helpContact: string;
  /** False for the first thing drawn: focus then stays where the browser put it. */
  readonly takesFocus: boolean;
  /** Null while the page is drawn at build time. */
  readonly checks: DeviceChecks | null;
}

/** The patient's page in whatever state it is. */
export function VisitScreen(props: VisitScreenProps) {
  const { text, browser } = usePage();
  const { screen, checks } = props;
  const isBefore = isWaiting(screen);
  const hasSession = 'visit' in screen;
  return (
    <PageFrame footer={hasSession && <Leave />}>
      <p class="unseen" aria-live="assertive">
        {screen.kind === 'ready' && text.ready.announcement}
      </p>
      <ConnectionNotice connection={props.connection} />
      <Status {...props} />
      {isBefore && browser.isInApp && <InAppNotice />}
      {(isBefore || screen.kind === 'handed-over') && <TeamsSteps />}
      {isBefore && checks !== null && (
        <DevicePanels checks={checks} heading={text.device.heading} note={text.device.optional} />
      )}
      <Help contact={props.helpContact} />
    </PageFrame>
  );
}

function Status({ screen, takesFocus }: VisitScreenProps) {
  const focusOn = takesFocus ? screen.kind : null;
  const { text } = usePage();
  switch (screen.kind) {
    case 'opening':
      return (
        <StatusCard tone="calm" heading={text.opening.heading} isBusy>
          <p class="lead">{text.opening.lead}</p>
          {/* Shown by the style sheet after a while: also where our script never starts. */}
          <p class="slow">{text.opening.slow}</p>
        </StatusCard>
      );
    case 'waiting':
      return <Waiting visit={screen.visit} focusOn={focusOn} />;
    case 'ready':
      return (
        <StatusCard tone="go" heading={text.ready.heading}>
          <JoinLink href={screen.joinUrl} label={text.ready.join} isMain takesFocus />
          <p>{text.ready.lead}</p>
        </StatusCard>
      );
    case 'handed-over':
      return (
        <StatusCard tone="calm" heading={text.handedOver.heading} focusOn={focusOn}>
          <p class="lead">{text.handedOver.lead}</p>
          <Way visit={screen.visit} label={text.handedOver.again} />
        </StatusCard>
      );
    case 'lobby':
      return (
        <StatusCard tone="calm" heading={text.lobby.heading} focusOn={focusOn} isBusy>
          <p class="lead">{text.lobby.lead}</p>
          <Way visit={screen.visit} label={text.handedOver.again} />
        </StatusCard>
      );
    case 'in-meeting':
      return (
        <StatusCard tone="go" heading={text.inMeeting.heading} focusOn={focusOn}>
          <p class="lead">{text.inMeeting.lead}</p>
          <Way visit={screen.visit} label={text.inMeeting.back} />
        </StatusCard>
      );
    case 'left':
      return (
        <StatusCard tone="calm" heading={text.left.heading} focusOn={focusOn}>
          <p class="lead">{screen.visit.joinUrl === null ? text.left.closed : text.left.lead}</p>
          <Way visit={screen.visit} label={text.left.back} isMain />
        </StatusCard>
      );
    case 'ended':
      return (
        <Message of={screen.kind} tone="done" heading={text.ended.heading} lead={text.ended.lead}>
          <p>{text.ended.again}</p>
        </Message>
      );
    case 'session-expired':
      return (
        <Message
          of={screen.kind}
          tone="warn"
          heading={text.sessionExpired.heading}
          lead={text.sessionExpired.lead}
        >
          <p>{text.sessionExpired.inTeams}</p>
        </Message>
      );
    case 'handover-spent':
      return (
        <Message
          of={screen.kind}
          tone="warn"
          heading={text.handoverSpent.heading}
          lead={text.handoverSpent.lead}
        />
      );
    case 'not-found':
      return (
        <Message of={screen.kind} tone="warn" heading={text.notFound.heading} lead={text.notFound.lead} />
      );
    case 'failed':
      return <Failed reference={screen.reference} />;
    case 'signed-off':
      return (
        <Message of={screen.kind} tone="done" heading={text.signedOff.heading} lead={text.signedOff.lead}>
          <p>{text.signedOff.again}</p>
        </Message>
      );
  }
}

function Message(props: {
  of: Screen['kind'];
  tone: 'done' | 'warn';
  heading: string;
  lead: string;
  children?: ComponentChildren;
}) {
  return (
    <StatusCard tone={props.tone} heading={props.heading} focusOn={props.of}>
      <p class="lead">{props.lead}</p>
      {props.children}
    </StatusCard>
  );
}

function Waiting({ visit, focusOn }: { visit: PatientVisit; focusOn: string | null }) {
  const { text, nowMs } = usePage();
  const announcement = announcementOf(visit, nowMs());
  return (
    <StatusCard tone="calm" heading={text.waiting.heading} focusOn={focusOn} isBusy>
      <p class={announcement === 'told' ? 'lead result good' : 'lead'} role="status">
        {text.waiting[announcement]}
      </p>
      <VisitTimes visit={visit} />
      <p>{visit.clinicianInMeeting ? text.waiting.doorOpening : text.waiting.next}</p>
    </StatusCard>
  );
}

function Failed({ reference }: { reference: string }) {
  const { text } = usePage();
  const { retry } = useVisitActions();
  return (
    <Message of="failed" tone="warn" heading={text.failed.heading} lead={text.failed.lead}>
      <button type="button" class="button main" onClick={retry}>
        {text.failed.again}
      </button>
      {reference !== '' && (
        <p>
          {text.failed.reference} <code>{reference}</code>
        </p>
      )}
    </Message>
  );
}

/** The way back into the meeting, while there is one. */
function Way({ visit, label, isMain = false }: { visit: PatientVisit; label: string; isMain?: boolean }) {
  return visit.joinUrl === null ? null : <JoinLink href={visit.joinUrl} label={label} isMain={isMain} />;
}
