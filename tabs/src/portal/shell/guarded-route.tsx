import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { LeaveGuardProvider, type Unsaved } from './leave-guard.ts';
import { hashOf, type Route } from './route.ts';
import { RouteProvider } from './route-context.ts';

/** Follows the address, unless something unsaved would be left behind: then asks first. */
export function GuardedRoute(props: { address: Route; children: (route: Route) => ReactNode }) {
  const { address } = props;
  const unsaved = useRef<Unsaved | null>(null);
  const place = useCallback((guard: Unsaved | null) => {
    unsaved.current = guard;
  }, []);
  const [shown, setShown] = useState(address);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    const mustAsk = unsaved.current?.staysAt(address) === false;
    setAsking(mustAsk);
    if (!mustAsk) setShown(address);
  }, [address]);
  const leave = () => {
    setAsking(false);
    setShown(address);
  };
  const stay = () => {
    setAsking(false);
    // Not by the hash itself: that would be another change of the address to follow.
    window.history.pushState(null, '', hashOf({ ...shown, query: Object.fromEntries(shown.query) }));
  };
  return (
    <RouteProvider value={shown}>
      <LeaveGuardProvider value={place}>{props.children(shown)}</LeaveGuardProvider>
      <LeaveDialog
        isOpen={isAsking}
        onStay={stay}
        onLeave={leave}
        onSave={async () => ((await unsaved.current?.save()) === false ? stay() : leave())}
      />
    </RouteProvider>
  );
}

function LeaveDialog(props: {
  isOpen: boolean;
  onStay: () => void;
  onLeave: () => void;
  onSave: () => Promise<void>;
}) {
  const { t } = useI18n();
  const [isSaving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    await props.onSave();
    setSaving(false);
  };
  return (
    <Dialog open={props.isOpen} modalType="alert" onOpenChange={(_, { open }) => open || props.onStay()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('leave.title')}</DialogTitle>
          <DialogContent>{t('leave.text')}</DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" disabledFocusable={isSaving} onClick={() => void save()}>
              {t('leave.save')}
            </Button>
            <Button disabledFocusable={isSaving} onClick={props.onLeave}>
              {t('leave.leave')}
            </Button>
            <Button disabledFocusable={isSaving} onClick={props.onStay}>
              {t('leave.stay')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
