import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '4rem',
    height: '4rem',
    fontSize: tokens.fontSizeHero800,
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
  },
});

/** Above the heading of a page that says one thing. */
export function RoundIcon({ children }: { children: ReactNode }) {
  return (
    <span className={useStyles().icon} aria-hidden="true">
      {children}
    </span>
  );
}
