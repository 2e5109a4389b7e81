import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { Avatar, makeStyles, Text, tokens } from '@fluentui/react-components';
import { usePhoto } from './photos.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  words: { display: 'grid', minWidth: 0 },
  word: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** Somebody of the directory: picture, name, title, user name. */
export function PersonLine({ person, size = 36 }: { person: Person; size?: 24 | 36 }) {
  const styles = useStyles();
  const photo = usePhoto(person.id);
  return (
    <span className={styles.line}>
      <Avatar
        name={person.displayName}
        size={size}
        aria-hidden="true"
        {...(photo === undefined ? {} : { image: { src: photo, alt: '' } })}
      />
      <span className={styles.words}>
        <Text className={styles.word}>{person.displayName}</Text>
        {size === 36 && (
          <Text size={200} className={styles.quiet}>
            {[person.jobTitle, person.username].filter((part) => part !== '').join(' · ')}
          </Text>
        )}
      </span>
    </span>
  );
}
