import { InlineAlert } from 'suomifi-ui-components'
import type { CurrentSession } from '../api/session.ts'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'

/** Where the session ended because of its card: that fact, and what to do. */
export function EndedByCard({ view }: { view: CurrentSession }) {
  const t = useTexts(signInTexts)
  const ended = view.state === 'none' ? view.ended : undefined
  if (ended === undefined) return null
  const isNotValid = ended === 'session-card-not-valid'
  return (
    <InlineAlert
      status="warning"
      labelText={t(isNotValid ? 'cardNotValid' : 'cardNotConfirmed')}
      mb="m"
    >
      {t(isNotValid ? 'cardNotValidHelp' : 'cardNotConfirmedHelp')}
    </InlineAlert>
  )
}
