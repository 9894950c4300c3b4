/** A native dialog over the page: it keeps the focus inside, closes on Esc and on a press beside it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { kitT } from '../../kit/i18n.ts';
import { Icon } from './icons.tsx';

export interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, open, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current!;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      class="sheet"
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div class="sheet-body">
        <header class="sheet-head">
          <h2 id={heading}>{title}</h2>
          <Button kind="quiet" label={kitT('action.close')} onPress={onClose}>
            <Icon name="close" />
          </Button>
        </header>
        {open ? children : null}
      </div>
    </dialog>
  );
}
