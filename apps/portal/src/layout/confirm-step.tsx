import { useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import {
  Button,
  Modal,
  ModalContent,
  ModalFooter,
  ModalTitle,
  Paragraph,
} from 'suomifi-ui-components'
import { ActionButton } from './action-button.tsx'
import { usePauseOnChange } from './pointer-pause.ts'
import { Unreachable } from './responses.tsx'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'

/**
 * The confirmation before an operation that can't be undone. The harmless choice has the focus, and
 * the text as its description: a screen reader says both.
 *
 * `onYes` runs it, and returns how its outcome is shown: that happens when the confirmation is gone and has
 * given the focus back to its button, so that the outcome can take the focus.
 */
export function ConfirmStep({
  isOpen,
  title,
  text,
  yes,
  onYes,
  check,
  onClose,
  children,
}: {
  isOpen: boolean
  title: string
  text: string
  yes: string
  onYes: () => Promise<() => void>
  /** Whether what the confirmation asks for is there; it shows itself what is missing. */
  check?: (() => boolean) | undefined
  onClose: () => void
  children?: ReactNode
}) {
  const t = useTexts(commonTexts)
  usePauseOnChange(isOpen)
  const no = useRef<HTMLButtonElement>(null)
  const [isActing, setIsActing] = useState(false)
  // A second press can come before the page shows the first.
  const isUnderWay = useRef(false)
  const [isUnreachable, setIsUnreachable] = useState(false)

  async function run(): Promise<void> {
    if (isUnderWay.current || check?.() === false) return
    isUnderWay.current = true
    setIsActing(true)
    setIsUnreachable(false)
    try {
      const showOutcome = await onYes()
      flushSync(onClose)
      showOutcome()
    } catch {
      setIsUnreachable(true)
    }
    isUnderWay.current = false
    setIsActing(false)
  }

  return (
    <Modal
      visible={isOpen}
      appElementId="portal"
      focusOnOpenRef={no}
      onEscKeyDown={onClose}
      ariaLabelledBy="confirm-title"
    >
      <ModalContent>
        <ModalTitle id="confirm-title">{title}</ModalTitle>
        <Paragraph mb="s" id="confirm-text">
          {text}
        </Paragraph>
        {children}
        {isUnreachable ? <Unreachable onRetry={() => void run()} /> : null}
      </ModalContent>
      <ModalFooter>
        <ActionButton onClick={() => void run()} isActing={isActing}>
          {yes}
        </ActionButton>
        <Button variant="secondary" ref={no} onClick={onClose} aria-describedby="confirm-text">
          {t('back')}
        </Button>
      </ModalFooter>
    </Modal>
  )
}
