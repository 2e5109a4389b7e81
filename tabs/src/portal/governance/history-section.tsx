import { Text } from '@fluentui/react-components';
import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { SectionBody } from '../parts/section.tsx';
import { Promotion } from './history/promotion.tsx';
import { RevisionList } from './history/revision-list.tsx';

/** Who changed what of the connection, when and why; and the ways back, and on to production. */
export function HistorySection(props: SectionProps) {
  const { t } = useI18n();
  const { detail } = props;
  const canPromote =
    detail.environment === 'testing' && detail.live !== null && detail.allowed.includes('promote');
  return (
    <SectionBody title={t('history.title')} intro={t('history.intro')}>
      {canPromote && <Promotion detail={detail} />}
      {detail.history.length === 0 ? <Text>{t('history.none')}</Text> : <RevisionList {...props} />}
    </SectionBody>
  );
}
