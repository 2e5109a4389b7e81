import { Badge, type BadgeProps, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  badge: {
    height: 'auto',
    minHeight: '20px',
    whiteSpace: 'normal',
    paddingTop: tokens.spacingVerticalXXS,
    paddingBottom: tokens.spacingVerticalXXS,
    // Fluent draws the border a fixed height away from the words.
    '::after': { height: 'auto' },
  },
});

/** A badge whose words may need more than one line. */
export function WrappingBadge(props: Pick<BadgeProps, 'color' | 'children'>) {
  return <Badge appearance="tint" className={useStyles().badge} {...props} />;
}
