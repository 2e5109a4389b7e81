import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { Button } from '@fluentui/react-components';
import { VideoRegular } from '@fluentui/react-icons';
import { type MouseEvent, useMemo } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { useSession } from '../session/session-context.ts';
import { visitTime } from './visit-words.ts';

/** The way into the visit's meeting, for who may join: an address of ours, which checks who asks. */
export function JoinLink({ visit }: { visit: BoardVisit }) {
  const i18n = useI18n();
  const { host } = useSession();
  const address = useMemo(() => webAddress(visit.joinUrl), [visit.joinUrl]);
  if (visit.state === 'ended' || address === null) return null;
  const open = (event: MouseEvent) => {
    if (host.kind !== 'teams') return;
    // Teams clients on phones open a frame's own links inside the app, or not at all.
    event.preventDefault();
    void host.openLink(address);
  };
  return (
    <Button
      as="a"
      href={address.href}
      target="_blank"
      rel="noopener"
      appearance={visit.waitingSince ? 'primary' : 'secondary'}
      icon={<VideoRegular />}
      aria-label={i18n.t('visit.joinLabel', { time: visitTime(i18n, visit) })}
      onClick={open}
    >
      {i18n.t('visit.join')}
    </Button>
  );
}

/** Only what a browser opens as a web page; never a script. */
function webAddress(text: string | null): URL | null {
  if (!text || !URL.canParse(text, window.location.origin)) return null;
  const url = new URL(text, window.location.origin);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}
