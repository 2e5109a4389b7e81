import { Avatar, makeStyles, tokens } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import { useSession } from '../session/session-context.ts';
import { hashOf } from './route.ts';

const useStyles = makeStyles({
  link: {
    display: 'inline-flex',
    padding: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusCircular,
    textDecorationLine: 'none',
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
});

/** Who is signed in; leads to the account. */
export function AccountLink({ isCurrent }: { isCurrent: boolean }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { me } = useSession();
  return (
    <a
      href={hashOf({ feature: 'account' })}
      className={styles.link}
      aria-label={t('account.open', { name: me.displayName })}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <Avatar
        name={me.displayName}
        size={28}
        aria-hidden="true"
        {...(isCurrent ? { active: 'active' } : {})}
      />
    </a>
  );
}
