import { Avatar, Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { useSession } from '../session/session-context.ts';

const AccountDialog = lazy(async () => ({ default: (await import('./account-dialog.tsx')).AccountDialog }));

const useStyles = makeStyles({
  button: { minWidth: 0, paddingInline: tokens.spacingHorizontalXS },
});

/** Who is signed in; opens the account. */
export function AccountButton() {
  const styles = useStyles();
  const { t } = useI18n();
  const { me } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        appearance="subtle"
        className={styles.button}
        aria-label={t('account.open', { name: me.displayName })}
        aria-haspopup="dialog"
        icon={<Avatar name={me.displayName} size={28} aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && (
        <Suspense fallback={<Spinner size="tiny" label={t('app.loading')} />}>
          <AccountDialog onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
