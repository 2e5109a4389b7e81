import { type ButtonProps, Dialog, type DialogProps } from '@fluentui/react-components';
import { cloneElement, type ReactElement, type ReactNode, useEffect, useRef } from 'react';

/**
 * A button and the dialog it opens. The dialog is there only while it is open: around a closed one, Fluent keeps hidden
 * elements that can be focused.
 */
export function DialogOpener(props: {
  trigger: ReactElement<ButtonProps>;
  modalType?: DialogProps['modalType'];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
}) {
  const { isOpen } = props;
  const triggerRef = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) triggerRef.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <>
      {cloneElement(props.trigger, {
        ref: triggerRef,
        onClick: () => props.onOpenChange(true),
      } as ButtonProps)}
      {isOpen && (
        <Dialog
          open
          modalType={props.modalType ?? 'modal'}
          onOpenChange={(_, { open }) => props.onOpenChange(open)}
        >
          {props.children as ReactElement}
        </Dialog>
      )}
    </>
  );
}
