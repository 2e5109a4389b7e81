import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { useSession } from '../session/session-context.ts';
import { LinkedUser } from './linked-user.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '40rem' },
  heading: { ...typographyStyles.title3, margin: 0, outlineStyle: 'none' },
  facts: { display: 'grid', gap: tokens.spacingVerticalL, margin: 0 },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  links: { display: 'grid', gap: tokens.spacingVerticalM, listStyleType: 'none', margin: 0, padding: 0 },
});

/** Who the service takes the user for, and the EHR users they are linked to. */
export function AccountPage() {
  const styles = useStyles();
  const { t, list } = useI18n();
  const { me } = useSession();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus({ preventScroll: true }), []);
  const [unlinked, setUnlinked] = useState<readonly string[]>([]);
  const links = me.links.filter(({ id }) => !unlinked.includes(id));
  return (
    <div className={styles.page}>
      <h1 ref={headingRef} tabIndex={-1} className={styles.heading}>
        {t('account.title')}
      </h1>
      <dl className={styles.facts}>
        <Fact term={t('account.name')}>{me.displayName}</Fact>
        <Fact term={t('account.organization')}>{me.organization.name}</Fact>
        <Fact term={t('account.roles')}>
          {me.roles.length > 0 ? list(me.roles.map((role) => t(`role.${role}`))) : t('account.noRoles')}
        </Fact>
        <Fact term={t('account.links')}>
          {links.length === 0 ? (
            t('account.noLinks')
          ) : (
            <ul className={styles.links}>
              {links.map((link) => (
                <LinkedUser
                  key={link.id}
                  link={link}
                  onUnlinked={() => {
                    setUnlinked((before) => [...before, link.id]);
                    headingRef.current?.focus(); // the button that had the focus is gone
                  }}
                />
              ))}
            </ul>
          )}
        </Fact>
      </dl>
    </div>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div>
      <dt className={styles.term}>
        <Text size={200}>{props.term}</Text>
      </dt>
      <dd className={styles.value}>{props.children}</dd>
    </div>
  );
}
