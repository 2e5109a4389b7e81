import type { BoardParticipant, BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { Badge, type BadgeProps, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import { useNow } from './now-context.ts';
import { participantName } from './visit-words.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXXS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  gone: { color: tokens.colorNeutralForeground3 },
});

const COLOR: Record<BoardParticipant['state'], NonNullable<BadgeProps['color']>> = {
  expected: 'subtle',
  waiting: 'warning',
  'handed-over': 'informative',
  lobby: 'warning',
  'in-meeting': 'success',
  left: 'subtle',
  unknown: 'severe',
};

/** Everybody of a visit: who, in what state, and since when. Patients first: they are who waits. */
export function Participants({ visit }: { visit: BoardVisit }) {
  const styles = useStyles();
  const { t } = useI18n();
  if (visit.participants.length === 0) return <Text className={styles.quiet}>{t('participant.none')}</Text>;
  return (
    <ul className={styles.list}>
      {patientsFirst(visit.participants).map((participant) => (
        <ParticipantLine key={participant.id} participant={participant} visit={visit} />
      ))}
    </ul>
  );
}

function ParticipantLine({ participant, visit }: { participant: BoardParticipant; visit: BoardVisit }) {
  const styles = useStyles();
  const i18n = useI18n();
  const now = useNow();
  const { state, since } = participant;
  return (
    <li className={mergeClasses(styles.line, state === 'left' && styles.gone)}>
      <Text weight={state === 'left' ? 'regular' : 'semibold'}>
        {participantName(i18n, participant, visit)}
      </Text>
      <Badge appearance="tint" color={COLOR[state]}>
        {i18n.t(`participant.state.${state}`)}
      </Badge>
      {since && (
        <Text as="span" size={200} className={styles.quiet}>
          <time dateTime={since}>{i18n.since(new Date(since), now)}</time>
        </Text>
      )}
      {participant.assumed && (
        <Text size={200} italic className={styles.quiet}>
          {i18n.t('participant.assumed')}
        </Text>
      )}
    </li>
  );
}

const RANK: Record<BoardParticipant['role'], number> = { patient: 0, proxy: 1, guest: 2, clinician: 3 };

function patientsFirst(participants: readonly BoardParticipant[]): BoardParticipant[] {
  return [...participants].sort((a, b) => RANK[a.role] - RANK[b.role] || a.number - b.number);
}
