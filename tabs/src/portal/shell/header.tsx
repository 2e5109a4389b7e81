import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { VideoPersonCallRegular } from '@fluentui/react-icons';
import { useI18n } from '../i18n/i18n-context.ts';
import { useSession } from '../session/session-context.ts';
import { AccountLink } from './account-link.tsx';
import { featuresFor } from './features.tsx';
import { hashOf } from './route.ts';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalL,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  brand: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  icon: { display: 'inline-flex', fontSize: tokens.fontSizeBase600, color: tokens.colorBrandForeground1 },
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    position: 'relative',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      borderRadius: tokens.borderRadiusMedium,
    },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    // No border of every link: forced colours draw also a transparent one.
    '::after': {
      content: '""',
      position: 'absolute',
      insetInline: 0,
      insetBlockEnd: 0,
      height: tokens.strokeWidthThick,
      backgroundColor: tokens.colorCompoundBrandStroke,
      '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
    },
  },
  end: { marginInlineStart: 'auto' },
});

export function Header({ current }: { current: string }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { me } = useSession();
  const features = featuresFor(me.sections);
  return (
    <header className={styles.header}>
      <span className={styles.brand}>
        <span className={styles.icon} aria-hidden="true">
          <VideoPersonCallRegular />
        </span>
        <Text weight="semibold">{t('app.name')}</Text>
      </span>
      {features.length > 0 && (
        <nav aria-label={t('nav.label')}>
          <ul className={styles.links}>
            {features.map(({ name, label, icon }) => (
              <li key={name}>
                <a
                  href={hashOf({ feature: name })}
                  aria-current={name === current ? 'page' : undefined}
                  className={mergeClasses(styles.link, name === current && styles.current)}
                >
                  {icon}
                  {t(label)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className={styles.end}>
        <AccountLink isCurrent={current === 'account'} />
      </div>
    </header>
  );
}
