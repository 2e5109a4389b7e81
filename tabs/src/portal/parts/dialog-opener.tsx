import { type ButtonProps, Dialog, type DialogProps } from '@fluentui/react-components';
import { cloneElement, type ReactElement, useRef, useState } from 'react';

/**
 * A button and the dialog it opens. The dialog is there from being opened until it has closed: around one that is closed,
 * Fluent keeps hidden elements that can be focused; and one that is taken away while open leaves the page hidden from
 * screen readers.
 */
export function DialogOpener(props: {
  trigger: ReactElement<ButtonProps>;
  modalType: NonNullable<DialogProps['modalType']>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** The dialog is gone, and the focus back at the button: from now on the button may go, too. */
  onClosed?: () => void;
  children: DialogProps['children'];
}) {
  const { isOpen } = props;
  const triggerRef = useRef<HTMLButtonElement>(null);
  const [isThere, setThere] = useState(false);
  if (isOpen && !isThere) setThere(true);
  const closed = () => {
    setThere(false);
    triggerRef.current?.focus();
    props.onClosed?.();
  };
  return (
    <>
      {cloneElement(props.trigger, {
        ref: triggerRef,
        'aria-haspopup': 'dialog',
        onClick: () => props.onOpenChange(true),
      } as ButtonProps)}
      {isThere && (
        <Dialog
          open={isOpen}
          modalType={props.modalType}
          onOpenChange={(_, { open }) => props.onOpenChange(open)}
          surfaceMotion={{ onMotionFinish: (_, { direction }) => direction === 'exit' && closed() }}
        >
          {props.children}
        </Dialog>
      )}
    </>
  );
}
