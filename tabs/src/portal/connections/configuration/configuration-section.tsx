import { ConnectionDetail, type Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useMomentWords } from '../../parts/moment.tsx';
import { personName } from '../../parts/person-name.ts';
import { SectionBody } from '../../parts/section.tsx';
import { useSession } from '../../session/session-context.ts';
import { LastDecision } from '../last-decision.tsx';
import type { SectionProps } from '../section.ts';
import { BeginChange } from './begin-change.tsx';
import { ContentView } from './content-view.tsx';
import { DraftEditor } from './draft-editor.tsx';
import { ProposalBar } from './proposal-bar.tsx';

/** What trust in the connection rests on, as it is written, proposed and approved. */
export function ConfigurationSection({ detail, changed, reload }: SectionProps) {
  const { t } = useI18n();
  const { api } = useSession();
  const mayEdit = detail.allowed.includes('edit-draft');
  const open = detail.open?.state === 'draft' || detail.open?.state === 'proposed' ? detail.open : null;
  const draft = open?.state === 'draft' && mayEdit ? open : null;
  // The form outlives its draft while it holds what was typed: it says itself what became of it.
  const [edited, setEdited] = useState<Revision | null>(draft);
  if (draft && edited?.number !== draft.number) setEdited(draft);
  const [round, setRound] = useState(0);
  const done = (fresh: ConnectionDetail) => {
    setEdited(null);
    changed(fresh);
  };
  const shownDraft = draft ?? edited;
  const last = detail.history.find(({ state }) => state !== 'draft' && state !== 'proposed');
  const mode = shownDraft && mayEdit ? 'writing' : (open?.state ?? 'nothing open');
  const headingRef = useRef<HTMLHeadingElement>(null);
  const modeBefore = useRef(mode);
  useEffect(() => {
    // What had the focus is gone with what it was for.
    if (modeBefore.current !== mode) headingRef.current?.focus();
    modeBefore.current = mode;
  }, [mode]);
  if (shownDraft && mayEdit) {
    return (
      <SectionBody
        headingRef={headingRef}
        title={t('connection.section.configuration')}
        intro={t(detail.live ? 'configuration.introLive' : 'configuration.intro')}
      >
        {last?.state === 'rejected' && <LastDecision detail={detail} revision={last} />}
        <DraftEditor
          key={`${shownDraft.number}-${round}`}
          detail={detail}
          draft={shownDraft}
          changed={changed}
          finished={done}
          reload={reload}
          discard={async (revision) => {
            const path = `/api/connections/${encodeURIComponent(detail.id)}/draft?version=${revision.version}`;
            const fresh = await api.change('DELETE', path, null, ConnectionDetail);
            return () => done(fresh);
          }}
          onGiveUp={() => {
            setEdited(draft);
            setRound((count) => count + 1);
          }}
        />
      </SectionBody>
    );
  }
  return (
    <SectionBody headingRef={headingRef} title={t('connection.section.configuration')}>
      <Read detail={detail} open={open} mayEdit={mayEdit} changed={changed} reload={reload} />
    </SectionBody>
  );
}

function Read(props: SectionProps & { open: Revision | null; mayEdit: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const moment = useMomentWords();
  const { detail, open, mayEdit, changed, reload } = props;
  const [newest] = detail.history;
  const isFailed =
    newest?.state === 'rejected' || newest?.state === 'withdrawn' || newest?.state === 'expired';
  const shown = open ?? detail.live ?? newest ?? null;
  return (
    <>
      {open?.state === 'proposed' && (
        <ProposalBar detail={detail} proposal={open} changed={changed} reload={reload} />
      )}
      {open?.state === 'draft' && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            {t('view.draft', {
              name: personName(i18n, detail.people, open.changedBy),
              at: moment(open.changedAt),
            })}
          </MessageBarBody>
        </MessageBar>
      )}
      {!open && isFailed && <LastDecision detail={detail} revision={newest} />}
      {!open && !detail.live && <Text>{t('view.nothing')}</Text>}
      {!open && mayEdit && (
        <BeginChange detail={detail} failed={isFailed ? newest : null} changed={changed} reload={reload} />
      )}
      {shown && (
        <ContentView
          detail={detail}
          revision={shown}
          title={t(`view.title.${shown.state}`)}
          changed={changed}
          reload={reload}
        />
      )}
    </>
  );
}
