import { useState, type ReactNode } from 'react'
import { Button } from 'suomifi-ui-components'
import { ConfirmStep } from './confirm-step.tsx'

/** A button for an operation that can't be undone: a confirmation comes first. */
export function ConfirmButton({
  id,
  label,
  ariaLabel,
  variant = 'secondary',
  title,
  text,
  yes = label,
  onYes,
  check,
  onClose,
  children,
}: {
  id?: string
  label: string
  /** A name that tells this button apart from others of the page. */
  ariaLabel?: string | undefined
  variant?: 'default' | 'secondary'
  title: string
  text: string
  yes?: string
  onYes: () => Promise<() => void>
  check?: () => boolean
  onClose?: () => void
  children?: ReactNode
}) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        variant={variant}
        {...(id === undefined ? {} : { id })}
        {...(ariaLabel === undefined ? {} : { 'aria-label': ariaLabel })}
        onClick={() => {
          setIsOpen(true)
        }}
      >
        {label}
      </Button>
      <ConfirmStep
        isOpen={isOpen}
        title={title}
        text={text}
        yes={yes}
        onYes={onYes}
        check={check}
        onClose={() => {
          setIsOpen(false)
          onClose?.()
        }}
      >
        {children}
      </ConfirmStep>
    </>
  )
}
