import { X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { IconButton } from './Button.tsx'
import css from './dialog.module.css'

interface SheetProps {
  readonly label: string
  readonly isOpen: boolean
  /** Escape, a press on the ground, the cross. */
  readonly onClose: () => void
  readonly width?: number
  /** Fixed height; without it the sheet is as high as its content. */
  readonly height?: number
  readonly children: ReactNode
  /** A follow-up sheet: stands beside the first where there is room, over its end where there is not. */
  readonly beside?: ReactNode
  /** A press on the ground does nothing: for sheets that hold typed work. */
  readonly keepOnPressOutside?: boolean
}

/** A large surface over the page. Fill it with a head, a body and a foot of your own, or use `Dialog`. */
export function Sheet({ label, isOpen, onClose, width = 520, height, children, beside, keepOnPressOutside = false }: SheetProps): ReactNode {
  const size = { '--width': `${width}px`, ...(height ? { '--height': `${height}px` } : {}) } as CSSProperties
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable={!keepOnPressOutside} className={css['overlay'] ?? ''}>
      <Modal>
        <AriaDialog aria-label={label} className={css['stage'] ?? ''}>
          <div className={`${css['panel']} ${height ? css['tall'] : ''}`} style={size}>
            {children}
          </div>
          {beside ? (
            <div className={`${css['panel']} ${css['beside']}`} style={{ '--width': '448px' } as CSSProperties}>
              {beside}
            </div>
          ) : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly width?: number
  readonly children: ReactNode
  /** Buttons, main act last. */
  readonly actions?: ReactNode
}

/** A question or a short form: title, words, acts. */
export function Dialog({ title, isOpen, onClose, width = 460, children, actions }: DialogProps): ReactNode {
  return (
    <Sheet label={title} isOpen={isOpen} onClose={onClose} width={width}>
      <SheetHead title={title} onClose={onClose} />
      <div className={css['body']}>{children}</div>
      {actions ? <SheetFoot>{actions}</SheetFoot> : null}
    </Sheet>
  )
}

export function SheetHead({ title, onClose, children }: { readonly title: ReactNode; readonly onClose: () => void; readonly children?: ReactNode }): ReactNode {
  return (
    <header className={css['head']}>
      <Heading level={2} slot="title">
        {title}
      </Heading>
      {children}
      <IconButton label="Close" shortcut="Esc" onPress={onClose}>
        <X size={16} />
      </IconButton>
    </header>
  )
}

export function SheetBody({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={css['body']}>{children}</div>
}

export function SheetFoot({ children }: { readonly children: ReactNode }): ReactNode {
  return <footer className={css['foot']}>{children}</footer>
}
