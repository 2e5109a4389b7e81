import type { LinksPreview } from '@ehr-connector/shared/contract/clinician-links.ts';
import {
  type BadgeProps,
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Rows } from '../../parts/rows.tsx';
import { WrappingBadge } from '../../parts/wrapping-badge.tsx';

type RowState = LinksPreview['rows'][number]['state'];
const SHOWN_AT_ONCE = 100;

const COLOR: Record<RowState, NonNullable<BadgeProps['color']>> = {
  new: 'success',
  there: 'informative',
  malformed: 'danger',
  'person-unknown': 'danger',
  'ehr-user-taken': 'danger',
  'person-taken': 'danger',
  twice: 'danger',
};

const useStyles = makeStyles({
  preview: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  focusable: { outlineStyle: 'none' },
});

/** What an import would do, row by row; it is done as a whole or not at all. */
export function ImportPreview(props: {
  preview: LinksPreview;
  isImporting: boolean;
  onImport: () => void;
  onCancel: () => void;
}) {
  const styles = useStyles();
  const { t, plural } = useI18n();
  const { rows, canImport } = props.preview;
  const [isOnlyWrong, setOnlyWrong] = useState(false);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const outcomeRef = useRef<HTMLDivElement>(null);
  useEffect(() => outcomeRef.current?.focus(), []); // the button that had the focus is gone
  const isWrong = (state: RowState) => state !== 'new' && state !== 'there';
  const fresh = rows.filter(({ state }) => state === 'new').length;
  const wrong = rows.filter(({ state }) => isWrong(state)).length;
  const listed = isOnlyWrong ? rows.filter(({ state }) => isWrong(state)) : rows;
  const canDo = canImport && fresh > 0;
  return (
    <div className={styles.preview}>
      <div ref={outcomeRef} tabIndex={-1} className={styles.focusable}>
        <MessageBar intent={wrong > 0 ? 'warning' : fresh > 0 ? 'success' : 'info'} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{plural('links.newRows', fresh)}</MessageBarTitle>{' '}
            {wrong > 0
              ? plural('links.wrongRows', wrong)
              : t(fresh > 0 ? 'links.canImport' : 'links.nothingNew')}
          </MessageBarBody>
        </MessageBar>
      </div>
      {wrong > 0 && (
        <Switch
          label={t('links.onlyWrong')}
          checked={isOnlyWrong}
          onChange={(_, { checked }) => setOnlyWrong(checked)}
        />
      )}
      <Rows
        label={t('links.previewLabel')}
        columns={[
          t('links.line'),
          t('links.ehrUser'),
          t('links.username'),
          t('links.person'),
          t('links.state'),
        ]}
        rows={listed.slice(0, shown).map((row) => ({
          key: String(row.line),
          cells: [
            row.line,
            <code key="user">{row.ehrUser}</code>,
            row.username,
            row.person?.displayName ?? '–',
            <WrappingBadge key="state" color={COLOR[row.state]}>
              {t(`links.state.${row.state}`)}
            </WrappingBadge>,
          ],
        }))}
      />
      <div className={styles.buttons}>
        {listed.length > shown && (
          <Button onClick={() => setShown((count) => count + SHOWN_AT_ONCE)}>{t('links.more')}</Button>
        )}
        <Button
          appearance="primary"
          disabledFocusable={!canDo || props.isImporting}
          {...(props.isImporting ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={props.onImport}
        >
          {props.isImporting ? t('links.importing') : plural('links.importRows', fresh)}
        </Button>
        <Button disabledFocusable={props.isImporting} onClick={props.onCancel}>
          {t('confirm.cancel')}
        </Button>
      </div>
    </div>
  );
}
