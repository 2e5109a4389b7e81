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
  const before = useRef<Element | null>(null);
  const afterwards = useRef<() => void>(() => undefined);
  useEffect(() => {
    const mustAsk = unsaved.current?.staysAt(address) === false;
    if (mustAsk) before.current = document.activeElement;
    setAsking(mustAsk);
    if (!mustAsk) setShown(address);
  }, [address]);
  const leave = () => {
    afterwards.current = () => undefined;
    setAsking(false);
    setShown(address);
  };
  const stay = (then = () => focusOn(before.current)) => {
    afterwards.current = then;
    setAsking(false);
    // Not by the hash itself: that is followed only later.
    window.history.pushState(null, '', hashOf({ ...shown, query: Object.fromEntries(shown.query) }));
    // Nobody tells of what is pushed; and whoever follows the same link again is to be asked again.
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  };
  return (
    <RouteProvider value={shown}>
      <LeaveGuardProvider value={place}>{props.children(shown)}</LeaveGuardProvider>
      <LeaveDialog
        isOpen={isAsking}
        onStay={() => stay()}
        onLeave={leave}
        onSave={async () => {
          const isSaved = await unsaved.current?.save();
          if (isSaved === false) stay(unsaved.current?.lead);
          else leave();
        }}
        onClosed={() => afterwards.current()}
      />
    </RouteProvider>
  );
}

const focusOn = (element: Element | null) => element instanceof HTMLElement && element.focus();

function LeaveDialog(props: {
  isOpen: boolean;
  onStay: () => void;
  onLeave: () => void;
  onSave: () => Promise<void>;
  /** The dialog is gone, and with it what had the focus. */
  onClosed: () => void;
}) {
  const { t } = useI18n();
  const { isOpen } = props;
  const [isSaving, setSaving] = useState(false);
  const [isThere, setThere] = useState(false);
  if (isOpen && !isThere) setThere(true);
  const save = async () => {
    setSaving(true);
    await props.onSave();
    setSaving(false);
  };
  const closed = () => {
    setThere(false);
    props.onClosed();
  };
  if (!isThere) return null;
  return (
    <Dialog
      open={isOpen}
      modalType="alert"
      onOpenChange={(_, { open }) => open || props.onStay()}
      surfaceMotion={{ onMotionFinish: (_, { direction }) => direction === 'exit' && closed() }}
    >
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
