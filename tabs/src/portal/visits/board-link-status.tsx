import {
  Badge,
  type BadgeProps,
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import type { BoardLink } from './board-view.ts';

const COLOR: Record<BoardLink, NonNullable<BadgeProps['color']>> = {
  live: 'success',
  connecting: 'informative',
  lost: 'warning',
  offline: 'severe',
};

/** How fresh the board is, in a word. */
export function BoardLinkBadge({ link }: { link: BoardLink }) {
  const { t } = useI18n();
  return (
    <Badge appearance="tint" color={COLOR[link]}>
      {t(`link.${link}`)}
    </Badge>
  );
}

/** Over a board that may be old: how old, and the way back. */
export function BoardLinkBanner(props: { link: BoardLink; knownAt: number | null; onRetry: () => void }) {
  const { t, time } = useI18n();
  const { link, knownAt } = props;
  if (knownAt === null || link === 'live' || link === 'connecting') return null;
  const known = { time: time(new Date(knownAt)) };
  return (
    <MessageBar intent="warning" politeness="polite">
      <MessageBarBody>
        {link === 'offline' ? t('link.offlineBanner', known) : t('link.lostBanner', known)}
      </MessageBarBody>
      {link === 'lost' && (
        <MessageBarActions>
          <Button size="small" onClick={props.onRetry}>
            {t('link.retry')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
