import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { useSession } from '../session/session-context.ts';
import { LinkedUser } from './linked-user.tsx';

const useStyles = makeStyles({
  facts: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0 },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  links: { display: 'grid', gap: tokens.spacingVerticalS, listStyleType: 'none', margin: 0, padding: 0 },
});

/** Who the service takes the user for, and the EHR users they are linked to. */
export function AccountDialog({ onClose }: { onClose: () => void }) {
  const styles = useStyles();
  const { t, list } = useI18n();
  const { me } = useSession();
  const [unlinked, setUnlinked] = useState<readonly string[]>([]);
  const links = me.links.filter(({ id }) => !unlinked.includes(id));
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('account.title')}</DialogTitle>
          <DialogContent>
            <dl className={styles.facts}>
              <Fact term={me.displayName}>{me.organization.name}</Fact>
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
                        onUnlinked={() => setUnlinked((before) => [...before, link.id])}
                      />
                    ))}
                  </ul>
                )}
              </Fact>
            </dl>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('account.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
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
