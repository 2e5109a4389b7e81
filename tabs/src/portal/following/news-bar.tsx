import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import type { Following } from '../live/change-feed.ts';

/** What others did, to be seen; to be heard it is said elsewhere, once. */
export function NewsBar(props: {
  notes: readonly string[];
  /** It is not shown yet, since somebody has the hands on the page. */
  isHeld: boolean;
  onShow: () => void;
  onDismiss: () => void;
}) {
  const { t } = useI18n();
  const { notes, isHeld } = props;
  if (notes.length === 0 && !isHeld) return null;
  return (
    <MessageBar intent={isHeld ? 'warning' : 'info'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('news.title')}</MessageBarTitle> {notes.join(' ')} {isHeld && t('news.held')}
      </MessageBarBody>
      <MessageBarActions>
        {/* One button with two meanings keeps the focus where it is when the first has been used. */}
        <Button size="small" onClick={isHeld ? props.onShow : props.onDismiss}>
          {t(isHeld ? 'news.show' : 'news.dismiss')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** Says so where what is shown does not follow what others do. */
export function FollowingBar(props: { following: Following; onRetry: () => void }) {
  const { t } = useI18n();
  switch (props.following) {
    case 'live':
      return null;
    case 'behind':
      return (
        <MessageBar intent="warning" layout="multiline" role="status">
          <MessageBarBody>{t('news.behind')}</MessageBarBody>
        </MessageBar>
      );
    case 'refused':
      return (
        <MessageBar intent="warning" layout="multiline" role="status">
          <MessageBarBody>
            <MessageBarTitle>{t('news.refused.title')}</MessageBarTitle> {t('news.refused.text')}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={props.onRetry}>
              {t('news.show')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      );
  }
}
