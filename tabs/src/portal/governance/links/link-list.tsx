import type { ClinicianLinks } from '@ehr-connector/shared/contract/clinician-links.ts';
import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { LinkDismissRegular, SearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { PersonLine } from '../../connections/people/person-line.tsx';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Rows } from '../../parts/rows.tsx';
import { linksMatching } from './links-matching.ts';

type Link = ClinicianLinks['links'][number];
const SHOWN_AT_ONCE = 50;

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  search: { maxWidth: '24rem' },
  more: { justifySelf: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** All links, searched as one types. */
export function LinkList(props: {
  links: readonly Link[];
  /** Undefined where none may be revoked. */
  onRevoke: ((link: Link) => Promise<() => void>) | undefined;
}) {
  const styles = useStyles();
  const { t, plural } = useI18n();
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const { onRevoke } = props;
  if (props.links.length === 0) return <Text className={styles.quiet}>{t('links.none')}</Text>;
  const found = linksMatching(props.links, search);
  const nameOf = (link: Link) => link.person?.displayName ?? t('links.gone');
  return (
    <div className={styles.list}>
      <Field label={t('links.search')} className={styles.search}>
        <Input
          type="search"
          contentBefore={<SearchRegular />}
          value={search}
          onChange={(_, { value }) => {
            setSearch(value);
            setShown(SHOWN_AT_ONCE);
          }}
        />
      </Field>
      <Text role="status" className={styles.quiet}>
        {found.length === 0 ? t('links.noMatch') : plural('links.count', found.length)}
      </Text>
      {found.length > 0 && (
        <Rows
          label={t('links.list')}
          columns={[
            t('links.ehrUser'),
            t('links.account'),
            t('links.since'),
            ...(onRevoke ? [t('settings.department.actions')] : []),
          ]}
          rows={found.slice(0, shown).map((link) => ({
            key: link.id,
            cells: [
              <code key="user">{link.ehrUser}</code>,
              link.person ? <PersonLine key="person" person={link.person} /> : nameOf(link),
              <Moment key="since" at={link.linkedAt} />,
              onRevoke && (
                <Confirm
                  key="revoke"
                  trigger={
                    <Button
                      size="small"
                      icon={<LinkDismissRegular />}
                      aria-label={t('links.revokeLabel', { user: link.ehrUser, name: nameOf(link) })}
                    >
                      {t('links.revoke')}
                    </Button>
                  }
                  title={t('links.revoke.title', { user: link.ehrUser })}
                  action={t('links.revoke')}
                  onConfirm={() => onRevoke(link)}
                >
                  {t('links.revoke.text', { name: nameOf(link) })}
                </Confirm>
              ),
            ],
          }))}
        />
      )}
      {found.length > shown && (
        <Button className={styles.more} onClick={() => setShown((count) => count + SHOWN_AT_ONCE)}>
          {t('links.more')}
        </Button>
      )}
    </div>
  );
}
