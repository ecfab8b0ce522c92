import {
  nameOfCounterpart,
  silentAfterMilliseconds,
  viewCounterparts,
  withoutCounterpart,
  type CounterpartView,
} from '@sotevarmenne/api/counterparts'
import { reportingRegister } from '@sotevarmenne/api/registers'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Loaded } from '../layout/responses.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { registerTexts } from './register-texts.ts'

/**
 * How each system of others responded to the calls of the service, those that fail first; without the registers whose
 * change feeds are shown.
 */
export function OtherSystems() {
  const t = useTexts(registerTexts)
  const { time } = useDates()
  const language = usePageLanguage()
  const query = useApiQuery(['counterparts'], viewCounterparts, {})
  return (
    <Panel aria-labelledby="others">
      <Heading variant="h2" id="others" mb="xs">
        {t('others')}
      </Heading>
      <Paragraph mb="s">{t('othersHelp')}</Paragraph>
      <Loaded query={query}>
        {({ at, counterparts }) => (
          <Rows>
            {counterparts
              .filter(({ counterpart }) => !reportingRegister.safeParse(counterpart).success)
              .toSorted((one, other) => Number(isFailing(other)) - Number(isFailing(one)))
              .map((one) => {
                const state = stateOf(one, at)
                const { counterpart, respondedAt, failedAt, failingSince, because } = one
                return (
                  <Row
                    key={counterpart}
                    link={<strong>{nameOfCounterpart(counterpart, language)}</strong>}
                    facts={[
                      ...(state === 'unused'
                        ? []
                        : [
                            respondedAt === undefined
                              ? t('neverAnswered')
                              : t('answeredAt', { time: time(respondedAt) }),
                          ]),
                      ...(failingSince === undefined
                        ? []
                        : [t('failingSince', { time: time(failingSince) })]),
                      ...(failingSince === undefined || failedAt === undefined
                        ? []
                        : [t('triedAt', { time: time(failedAt) })]),
                      ...(failingSince === undefined || because === undefined
                        ? []
                        : [t(`trouble.${because}`)]),
                      ...(state === 'failing' ? [withoutCounterpart[counterpart][language]] : []),
                    ].join(' · ')}
                    state={<Chip $tone={tones[state]}>{t(`system.${state}`)}</Chip>}
                  />
                )
              })}
          </Rows>
        )}
      </Loaded>
    </Panel>
  )
}

const tones = { responding: 'good', failed: 'waiting', failing: 'bad', unused: 'neutral' } as const

const isFailing = ({ failingSince }: CounterpartView): boolean => failingSince !== undefined

function stateOf({ respondedAt, failingSince }: CounterpartView, at: string): keyof typeof tones {
  if (failingSince !== undefined)
    return Date.parse(at) - Date.parse(failingSince) > silentAfterMilliseconds
      ? 'failing'
      : 'failed'
  return respondedAt === undefined ? 'unused' : 'responding'
}
