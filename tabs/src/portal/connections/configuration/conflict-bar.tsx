import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useMomentWords } from '../../parts/moment.tsx';
import { personName } from '../../parts/person-name.ts';
import { Part } from '../../parts/section.tsx';
import { ContentDiff } from '../content-diff.tsx';
import { asTyped, type Stated } from '../content-lines.ts';
import type { Draft } from './use-draft.ts';

const useStyles = makeStyles({
  conflict: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    outlineStyle: 'none',
  },
  changes: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Somebody else changed the draft meanwhile: who, when, what is different, and two ways on. Nothing is lost by itself. */
export function ConflictBar(props: {
  draft: Draft;
  detail: ConnectionDetail;
  /** Leaves the form, and what was typed, for what the connection is now. */
  onGiveUp: () => void;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const moment = useMomentWords();
  const [isShown, setShown] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  const { draft, detail } = props;
  const theirs = draft.form.conflict?.theirs ?? null;
  const who = theirs ?? detail.open;
  const { base } = draft.form;
  const changes = (title: string, after: Stated) => (
    <Part title={title}>
      <ContentDiff
        before={base}
        after={after}
        people={detail.people}
        sides={{ before: t('conflict.side.before'), after: t('conflict.side.after') }}
      />
    </Part>
  );
  return (
    <div ref={ref} tabIndex={-1} className={styles.conflict}>
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{t('conflict.title')}</MessageBarTitle>{' '}
          {who
            ? t(theirs ? 'conflict.changed' : 'conflict.proposed', {
                name: personName(i18n, detail.people, who.changedBy),
                at: moment(who.changedAt),
              })
            : t('conflict.discarded')}{' '}
          {t(theirs ? 'conflict.kept' : 'conflict.keptOnly')}
        </MessageBarBody>
      </MessageBar>
      <div className={styles.buttons}>
        <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t('conflict.compare')}
        </Button>
        {theirs && (
          <Button appearance="primary" onClick={draft.putMineAgain}>
            {t('conflict.mine')}
          </Button>
        )}
        <Button onClick={theirs ? draft.takeTheirs : props.onGiveUp}>{t('conflict.theirs')}</Button>
      </div>
      {isShown && (
        <div className={styles.changes}>
          {who && changes(t('conflict.theirChanges'), who)}
          {changes(t('conflict.myChanges'), asTyped(base, draft.form.content))}
        </div>
      )}
    </div>
  );
}
