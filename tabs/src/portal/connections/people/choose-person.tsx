import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { PersonSearch } from './person-search.tsx';
import { PickedPerson } from './picked-person.tsx';

/** Exactly one person of the directory: searched for, or chosen and to be taken back. */
export function ChoosePerson(props: {
  label: string;
  id: string | null;
  person: Person | undefined;
  onChoose: (person: Person | null) => void;
}) {
  if (props.id === null) return <PersonSearch label={props.label} onPick={props.onChoose} isRequired />;
  return <PickedPerson id={props.id} person={props.person} onRemove={() => props.onChoose(null)} />;
}
