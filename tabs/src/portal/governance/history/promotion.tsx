import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowCircleUpRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Part } from '../../parts/section.tsx';
import { Promote } from './promote.tsx';

const useStyles = makeStyles({
  promotion: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  button: { justifySelf: 'start' },
});

/** The way on to production: above the history, which may be long, and out of its way until it is wanted. */
export function Promotion({ detail }: { detail: ConnectionDetail }) {
  const styles = useStyles();
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.promotion}>
      <Button
        className={styles.button}
        icon={<ArrowCircleUpRegular />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('promote.title')}
      </Button>
      {isOpen && (
        <Part title={t('promote.title')} intro={t('promote.intro')}>
          <Promote detail={detail} />
        </Part>
      )}
    </div>
  );
}
