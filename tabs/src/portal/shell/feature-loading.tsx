import { Spinner } from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';

export function FeatureLoading() {
  const { t } = useI18n();
  return <Spinner label={t('app.loading')} />;
}
