import { beginAtCardDoor } from '@sotevarmenne/api/access'
import { useState } from 'react'
import {
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  InlineAlert,
  Paragraph,
} from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { useTexts } from '../texts/index.ts'
import { isUnderWay } from './attempt.ts'
import { SignInElsewhere } from './sign-in-elsewhere.tsx'
import { useWaysToSignIn } from './ways-to-sign-in.ts'

/**
 * Leads to the door that asks for the card's certificate by TLS, where the service has it. When the card or its PIN is wrong
 * the browser shows a page of its own: whoever comes back from it finds here what it meant.
 */
export function SignInAtCardDoor({
  wanted,
  onLeave,
}: {
  wanted: string | undefined
  onLeave?: (() => void) | undefined
}) {
  const t = useTexts('signing')
  const { cardDoor } = useWaysToSignIn()
  const [isBack] = useState(() => isUnderWay('card-door'))
  if (!cardDoor) return null
  return (
    <SignInElsewhere
      at="card-door"
      texts={{ heading: t('cardDoor'), lead: t('cardDoorLead'), start: t('cardDoorStart') }}
      begin={() => ask(beginAtCardDoor, {})}
      wanted={wanted}
      onLeave={onLeave}
    >
      {isBack ? (
        <InlineAlert status="warning" labelText={t('cardDoorUnfinished')} mb="m">
          {t('cardDoorUnfinishedHelp')}
        </InlineAlert>
      ) : null}
      <Expander id="card-door-help" mb="m">
        <ExpanderTitleButton asHeading="h3">{t('cardDoorNeeds')}</ExpanderTitleButton>
        <ExpanderContent>
          <ul>
            <li>{t('cardDoorNeedsModule')}</li>
            <li>{t('cardDoorNeedsFirefox')}</li>
            <li>{t('cardDoorNeedsChrome')}</li>
          </ul>
          <Paragraph>{t('cardDoorRemembers')}</Paragraph>
        </ExpanderContent>
      </Expander>
    </SignInElsewhere>
  )
}
