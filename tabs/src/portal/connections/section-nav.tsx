import {
  Menu,
  MenuButton,
  MenuGroup,
  MenuGroupHeader,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useId } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { hashOf } from '../shell/route.ts';
import { useMedia } from '../visits/use-media.ts';
import type { Section } from './section.ts';
import { SECTIONS } from './sections.tsx';

const GROUPS = ['setUp', 'run', 'govern'] as const;

const useStyles = makeStyles({
  nav: { display: 'grid', alignContent: 'start', gap: tokens.spacingVerticalL, minWidth: '13rem' },
  heading: { color: tokens.colorNeutralForeground2, paddingInline: tokens.spacingHorizontalM },
  links: { display: 'grid', listStyleType: 'none', margin: 0, padding: 0 },
  link: {
    display: 'block',
    paddingBlock: tokens.spacingVerticalSNudge,
    paddingInline: tokens.spacingHorizontalM,
    borderInlineStartWidth: tokens.strokeWidthThicker,
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: 'transparent',
    // Where the system forces its colours, nothing is transparent.
    '@media (forced-colors: active)': { borderInlineStartColor: 'Canvas' },
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1Hover,
    },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    borderInlineStartColor: tokens.colorCompoundBrandStroke,
    '@media (forced-colors: active)': { borderInlineStartColor: 'Highlight' },
    backgroundColor: tokens.colorNeutralBackground2,
  },
  menu: { justifySelf: 'start' },
});

/** The way between the sections of a connection: a list beside them, or a menu where there is no room for one. */
export function SectionNav({ id, current }: { id: string; current: Section }) {
  const styles = useStyles();
  const { t } = useI18n();
  const isWide = useMedia('(min-width: 56rem)');
  const headingId = useId();
  const hash = (name: string) => hashOf({ feature: 'connections', path: [id, name] });
  if (!isWide) {
    return (
      <nav aria-label={t('connection.sections')}>
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <MenuButton className={styles.menu}>
              {t('connection.section', { name: t(current.label) })}
            </MenuButton>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {GROUPS.map((group) => (
                <MenuGroup key={group}>
                  <MenuGroupHeader>{t(`connection.group.${group}`)}</MenuGroupHeader>
                  {SECTIONS.filter((section) => section.group === group).map(({ name, label }) => (
                    <MenuItemLink
                      key={name}
                      href={hash(name)}
                      aria-current={name === current.name ? 'page' : undefined}
                    >
                      {t(label)}
                    </MenuItemLink>
                  ))}
                </MenuGroup>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      </nav>
    );
  }
  return (
    <nav aria-label={t('connection.sections')} className={styles.nav}>
      {GROUPS.map((group) => (
        <div key={group}>
          <Text id={`${headingId}-${group}`} block size={200} weight="semibold" className={styles.heading}>
            {t(`connection.group.${group}`)}
          </Text>
          <ul className={styles.links} aria-labelledby={`${headingId}-${group}`}>
            {SECTIONS.filter((section) => section.group === group).map(({ name, label }) => (
              <li key={name}>
                <a
                  href={hash(name)}
                  aria-current={name === current.name ? 'page' : undefined}
                  className={mergeClasses(styles.link, name === current.name && styles.current)}
                >
                  {t(label)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
