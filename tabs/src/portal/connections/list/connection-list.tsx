import type { ConnectionSummary } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Card,
  Link,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { hashOf } from '../../shell/route.ts';
import { useMedia } from '../../visits/use-media.ts';
import { ConnectionBadges } from '../connection-badges.tsx';
import { inOrder } from '../connection-states.ts';
import { PersonLine } from '../people/person-line.tsx';
import { RehearsalMark } from './rehearsal-mark.tsx';

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 22rem), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  item: { display: 'grid' },
  name: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  // Not as paddingBlock: which of it and Fluent's own paddings wins depends on what was drawn first.
  cell: { paddingTop: tokens.spacingVerticalM, paddingBottom: tokens.spacingVerticalM, verticalAlign: 'top' },
  head: { fontWeight: tokens.fontWeightSemibold },
  wide: { width: '34%' },
});

/** The connections, what waits for somebody first. */
export function ConnectionList({ connections }: { connections: readonly ConnectionSummary[] }) {
  const isNarrow = !useMedia('(min-width: 60rem)');
  const ordered = inOrder(connections);
  return isNarrow ? <ConnectionCards connections={ordered} /> : <ConnectionTable connections={ordered} />;
}

function ConnectionTable({ connections }: { connections: readonly ConnectionSummary[] }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <Table aria-label={t('connections.title')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.wide}>
            <span className={styles.head}>{t('connections.column.name')}</span>
          </TableHeaderCell>
          <TableHeaderCell>
            <span className={styles.head}>{t('connections.column.state')}</span>
          </TableHeaderCell>
          <TableHeaderCell>
            <span className={styles.head}>{t('content.approver')}</span>
          </TableHeaderCell>
          <TableHeaderCell>
            <span className={styles.head}>{t('connections.column.rehearsal')}</span>
          </TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {connections.map((connection) => (
          <TableRow key={connection.id} data-connection={connection.id}>
            <TableCell className={styles.cell}>
              <ConnectionName connection={connection} />
            </TableCell>
            <TableCell className={styles.cell}>
              <ConnectionBadges connection={connection} />
            </TableCell>
            <TableCell className={styles.cell}>
              <Approver connection={connection} />
            </TableCell>
            <TableCell className={styles.cell}>
              <RehearsalMark last={connection.lastRehearsal} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function ConnectionCards({ connections }: { connections: readonly ConnectionSummary[] }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <ul className={styles.cards} aria-label={t('connections.title')}>
      {connections.map((connection) => (
        <li key={connection.id} className={styles.item} data-connection={connection.id}>
          <Card>
            <ConnectionName connection={connection} />
            <ConnectionBadges connection={connection} />
            <Approver connection={connection} />
            <RehearsalMark last={connection.lastRehearsal} />
          </Card>
        </li>
      ))}
    </ul>
  );
}

function ConnectionName({ connection }: { connection: ConnectionSummary }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <span className={styles.name}>
      <Link
        href={hashOf({
          feature: 'connections',
          path: [connection.id, connection.awaitsMe ? 'approval' : 'configuration'],
        })}
      >
        <Text weight="semibold">{connection.name}</Text>
      </Link>
      <Text size={200}>
        {t('connection.kind', {
          environment: t(`environment.${connection.environment}`),
          ehr: t(`ehr.${connection.ehr}.name`),
        })}
        {connection.isShared && ` · ${t('connections.shared')}`}
      </Text>
      <Text size={200} className={styles.quiet}>
        {connection.fhirBaseUrl || t('connections.noAddress')}
      </Text>
    </span>
  );
}

function Approver({ connection }: { connection: ConnectionSummary }) {
  const styles = useStyles();
  const { t } = useI18n();
  if (connection.approver) return <PersonLine person={connection.approver} size={24} />;
  return (
    <Text size={200} className={styles.quiet}>
      {t(noApprover(connection))}
    </Text>
  );
}

/** What serves without an approver was put there by whoever operates the service. */
function noApprover({ ehr, liveRevision, open }: ConnectionSummary): PlainKey {
  if (ehr === 'oracle-health') return 'connections.noApproverNeeded';
  return liveRevision !== null && open === null ? 'connections.noApproverNamed' : 'connections.noApprover';
}
