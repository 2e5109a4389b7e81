import { isDay } from '../visits/day.ts';
import { VisitsPage } from '../visits/visits-page.tsx';
import type { FeatureProps } from './feature.ts';
import { hashOf } from './route.ts';

/** `#/visits?day=YYYY-MM-DD`, and `#/visits/<id>` for one visit among today's. */
export function VisitsFeature({ route }: FeatureProps) {
  const day = route.query.get('day');
  return (
    <VisitsPage
      day={day && isDay(day) ? day : null}
      visitId={route.path[0] ?? null}
      onPickDay={(picked) => {
        window.location.hash = hashOf({ feature: 'visits', path: route.path, query: { day: picked } });
      }}
    />
  );
}
