import { Button } from '@fluentui/react-components';
import { ErrorCircleRegular } from '@fluentui/react-icons';
import { Component, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { StatePage } from '../notices/state-page.tsx';

/** Draws a page where a part of the portal broke, or could not be loaded. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const { t } = useI18n();
  return (
    <StatePage
      icon={<ErrorCircleRegular />}
      title={t('failure.broken.title')}
      text={t('failure.broken.text')}
      isAlert
      actions={
        <Button appearance="primary" onClick={() => window.location.reload()}>
          {t('failure.reload')}
        </Button>
      }
    />
  );
}
