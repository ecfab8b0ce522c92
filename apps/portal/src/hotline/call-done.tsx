import { colours } from '@sotevarmenne/design-tokens/tokens'
import { Heading, InlineAlert } from 'suomifi-ui-components'
import styled from 'styled-components'
import { Facts, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { hotlineTexts } from './texts.ts'
import { sayAloud } from './script-texts.ts'
import type { Ended } from './call.ts'
import { spoken, whatToSay } from './what-to-say.ts'

/** What was done, the reference number for the caller, and what is read aloud in the caller’s language. */
export function CallDone({ call, holder }: Ended) {
  const t = useTexts(hotlineTexts)
  const reference = spoken(call.reference)
  const cancelled = holder?.cards.filter(({ cardId }) =>
    call.cards.some((one) => one.cardId === cardId),
  )
  const isBoundToEmployer =
    cancelled !== undefined &&
    cancelled.length > 0 &&
    cancelled.every(({ product }) => product === 'staff-card' || product === 'actor-card')
  return (
    <>
      <InlineAlert status="neutral" labelText={t(`outcome.${call.outcome}`)}>
        {call.followUp === 'open' ? t('followUp.open') : null}
      </InlineAlert>
      <Panel aria-labelledby="aloud">
        <Heading variant="h2" id="aloud">
          {t('aloudHeading')}
        </Heading>
        <Aloud lang={call.language}>
          {whatToSay(call, { isBoundToEmployer }).map((said) => (
            <p key={said}>{sayAloud(said, call.language, reference)}</p>
          ))}
        </Aloud>
        <Facts
          facts={[
            [t('reference'), reference],
            [
              t('holder'),
              call.holder === undefined
                ? undefined
                : `${call.holder.givenNames} ${call.holder.surname}`,
            ],
          ]}
        />
      </Panel>
    </>
  )
}

const Aloud = styled.div`
  max-width: 44rem;
  margin-top: 12px;
  padding-left: 20px;
  border-left: 4px solid ${colours.brand};
  font-size: 20px;
  line-height: 1.5;
  p {
    margin: 0 0 12px;
  }
`
