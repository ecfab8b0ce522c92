import { Button } from 'suomifi-ui-components'

/** Sends its form, once at a time. */
export const SubmitButton = ({
  isActing,
  acting,
  children,
}: {
  isActing: boolean
  /** Says to screen readers what is being done. */
  acting: string
  children: string
}) => (
  <Button type="submit" {...(isActing ? { loading: true, ariaLoadingText: acting } : {})}>
    {children}
  </Button>
)
