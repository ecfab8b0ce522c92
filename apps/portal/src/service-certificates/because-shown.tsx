import { InlineAlert } from 'suomifi-ui-components'

/** Why an application was returned or refused, above its content; nothing without a reason. */
export const BecauseShown = ({
  state,
  because,
}: {
  state: string
  because?: string | undefined
}) =>
  because === undefined ? null : (
    <InlineAlert status="warning" labelText={state} mb="m">
      {because}
    </InlineAlert>
  )
