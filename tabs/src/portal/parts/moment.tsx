import { useI18n } from '../i18n/i18n-context.ts';

/** A day and a time of day, as the language writes them. */
export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{useMomentWords()(at)}</time>;
}

/** As {@link Moment}, for sentences. */
export function useMomentWords(): (at: string) => string {
  const { t, date, time } = useI18n();
  return (at) => {
    const moment = new Date(at);
    return t('time.moment', { date: date(moment), time: time(moment) });
  };
}
