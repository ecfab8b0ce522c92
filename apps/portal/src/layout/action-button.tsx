import { Button, type ButtonProps } from 'suomifi-ui-components'

/** A button that waits while its operation is under way: it acts once at a time. */
export const ActionButton = ({
  isActing,
  acting,
  ...button
}: Omit<ButtonProps, 'loading' | 'ariaLoadingText' | 'forwardedRef'> & {
  isActing: boolean
  /** Says to screen readers what is being done. */
  acting: string
}) => <Button {...button} {...(isActing ? { loading: true, ariaLoadingText: acting } : {})} />
