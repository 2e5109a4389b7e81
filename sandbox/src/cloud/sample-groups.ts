import { addChat } from './chats.ts';
import type { Chat, Cloud, Team } from './model.ts';
import { SAMPLE_OIDS } from './sample-people.ts';

/** A team or group chat of the tenant, to which its members may add the app. */
export interface SampleGroup {
  readonly id: string;
  readonly kind: Extract<Chat['kind'], 'group' | 'channel'>;
  readonly title: string;
  readonly memberOids: readonly string[];
  readonly team?: Team;
}

/** The team and the group chat of the sample hospital. */
export function sampleGroups(): readonly SampleGroup[] {
  const { diego, mei, coordinator, admin, teamsAdmin } = SAMPLE_OIDS;
  return [
    {
      id: '19:cardiology0virtual0visits@thread.tacv2',
      kind: 'channel',
      title: 'Cardiology virtual visits',
      memberOids: [diego, mei, coordinator, admin, teamsAdmin],
      team: { name: 'Cardiology virtual visits', aadGroupId: '11111111-6a00-4c00-8000-000000000001' },
    },
    {
      id: '19:front0desk@thread.v2',
      kind: 'group',
      title: 'Front desk',
      memberOids: [mei, coordinator, admin, teamsAdmin],
    },
  ];
}

/** Puts groups into a cloud that does not have them yet, without the app. */
export function addGroups(cloud: Cloud, groups: readonly SampleGroup[]): void {
  for (const group of groups) addChat(cloud, group);
}
