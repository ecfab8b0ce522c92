import { InlineAlert } from 'suomifi-ui-components'

/** Why an application was returned or refused, above what it says; nothing where nobody said. */
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
