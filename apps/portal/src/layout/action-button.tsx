import { Button, type ButtonProps } from 'suomifi-ui-components'
import { commonTexts } from '../texts/common.ts'
import { useTexts } from '../texts/index.ts'

/** A button that waits while its operation is under way: it acts once at a time. */
export function ActionButton({
  isActing,
  acting,
  ...button
}: Omit<ButtonProps, 'loading' | 'ariaLoadingText' | 'forwardedRef'> & {
  isActing: boolean
  /** Says to screen readers what is being done; by default that something is sent. */
  acting?: string
}) {
  const t = useTexts(commonTexts)
  return (
    <Button
      {...button}
      {...(isActing ? { loading: true, ariaLoadingText: acting ?? t('sending') } : {})}
    />
  )
}
