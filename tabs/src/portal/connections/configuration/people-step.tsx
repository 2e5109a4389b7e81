import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type RefObject, useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Part } from '../../parts/section.tsx';
import { useSession } from '../../session/session-context.ts';
import { Announcer, useAnnouncements } from '../../visits/announcer.tsx';
import { PersonSearch } from '../people/person-search.tsx';
import { PickedPerson } from '../people/picked-person.tsx';
import type { StepProps } from './step.ts';
import { fieldId } from './steps.ts';

const MAX_ORGANIZERS = 20;

const useStyles = makeStyles({
  step: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXXL },
  people: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

/** Who approves, and whose accounts the meetings are organised by. */
export function PeopleStep({ detail, draft }: StepProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const { said, say } = useAnnouncements();
  const { me } = useSession();
  // Whom the directory has shown since the page was loaded.
  const [met, setMet] = useState<Readonly<Record<string, Person>>>({});
  const { approver, organizers } = draft.form.content;
  const person = (id: string) => met[id] ?? detail.people[id];
  const name = (id: string) => person(id)?.displayName ?? t('people.unknown', { id });
  const meet = (found: Person) => {
    setMet((before) => ({ ...before, [found.id]: found }));
    say([t('people.chosen', { name: found.displayName })]);
  };
  const part = (id: string) => say([t('people.removed', { name: name(id) })]);
  const approverRef = useRef<HTMLDivElement>(null);
  const organizersRef = useRef<HTMLDivElement>(null);
  return (
    <div className={styles.step}>
      <Part title={t('content.approver')} intro={t(`people.approver.${detail.ehr}`)}>
        <div ref={approverRef} className={styles.people}>
          {approver !== null && (
            <PickedPerson
              id={approver}
              person={person(approver)}
              onRemove={() => {
                part(approver);
                draft.edit({ approver: null });
                focusField(approverRef);
              }}
            />
          )}
          {approver === me.entraObjectId && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>{t('people.approver.self')}</MessageBarBody>
            </MessageBar>
          )}
          {approver === null && (
            <PersonSearch
              inputId={fieldId('approver')}
              label={t('people.approver.search')}
              isRequired={detail.ehr !== 'oracle-health'}
              onPick={(found) => {
                meet(found);
                draft.edit({ approver: found.id });
                focusButton(approverRef);
              }}
            />
          )}
        </div>
      </Part>
      <Part title={t('content.organizers')} intro={t('people.organizers.intro')}>
        <div ref={organizersRef} className={styles.people}>
          {organizers.length > 0 && (
            <ul className={styles.people} aria-label={t('content.organizers')}>
              {organizers.map((id) => (
                <li key={id}>
                  <PickedPerson
                    id={id}
                    person={person(id)}
                    onRemove={() => {
                      part(id);
                      draft.edit({ organizers: organizers.filter((other) => other !== id) });
                      focusField(organizersRef);
                    }}
                  />
                </li>
              ))}
            </ul>
          )}
          {organizers.length < MAX_ORGANIZERS ? (
            <PersonSearch
              inputId={fieldId('organizers')}
              label={t(organizers.length === 0 ? 'people.organizers.search' : 'people.organizers.searchMore')}
              isRequired={organizers.length === 0}
              except={organizers}
              onPick={(found) => {
                meet(found);
                draft.edit({ organizers: [...organizers, found.id] });
              }}
            />
          ) : (
            <Text>{t('people.organizers.full', { count: MAX_ORGANIZERS })}</Text>
          )}
        </div>
      </Part>
      <Announcer said={said} />
    </div>
  );
}

/** What had the focus is gone: it goes to what stands in its place, once that is there. */
function focusField(within: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => within.current?.querySelector('input')?.focus());
}

function focusButton(within: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => within.current?.querySelector('button')?.focus());
}
