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
import { useSession } from '../../session/session-context.ts';
import { ContentDiff } from '../content-diff.tsx';
import { asTyped, type Stated } from '../content-lines.ts';
import type { configurationEnUs } from './messages/en-us.ts';
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

/** What is said otherwise to somebody whose own other window it was. */
type OwnKey = OwnOf<keyof typeof configurationEnUs>;
type OwnOf<Key> = Key extends `conflict.${infer Name}Own` ? `conflict.${Name}` : never;

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
  const { me } = useSession();
  // Who has two windows open is told so, and not of a stranger of the same name.
  const isOwn = who?.changedBy === me.entraObjectId;
  const words = <Key extends OwnKey>(key: Key) => (isOwn ? (`${key}Own` as const) : key);
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
          <MessageBarTitle>{t(words('conflict.title'))}</MessageBarTitle>{' '}
          {who
            ? t(words(theirs ? 'conflict.changed' : 'conflict.proposed'), {
                name: personName(i18n, detail.people, who.changedBy),
                at: moment(who.changedAt),
              })
            : t('conflict.discarded')}{' '}
          {t(theirs ? words('conflict.kept') : 'conflict.keptOnly')}
        </MessageBarBody>
      </MessageBar>
      <div className={styles.buttons}>
        <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t('conflict.compare')}
        </Button>
        {theirs && (
          <Button appearance="primary" onClick={draft.putMineAgain}>
            {t(words('conflict.mine'))}
          </Button>
        )}
        <Button onClick={theirs ? draft.takeTheirs : props.onGiveUp}>{t(words('conflict.theirs'))}</Button>
      </div>
      {isShown && (
        <div className={styles.changes}>
          {who && changes(t(words('conflict.theirChanges')), who)}
          {changes(t(words('conflict.myChanges')), asTyped(base, draft.form.content))}
        </div>
      )}
    </div>
  );
}
