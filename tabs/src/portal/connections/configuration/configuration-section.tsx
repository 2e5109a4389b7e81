import { Text } from '@fluentui/react-components';
import type { SectionProps } from '../section.ts';

/** What trust in the connection rests on, as it is written, proposed and approved. */
export function ConfigurationSection({ detail }: SectionProps) {
  return <Text>{detail.live?.content.fhirBaseUrl}</Text>;
}
