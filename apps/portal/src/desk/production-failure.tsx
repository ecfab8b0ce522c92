import type { CardView } from '@sotevarmenne/api/cards'
import { InlineAlert } from 'suomifi-ui-components'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'

/** Why the last blank card was rejected, and whether another one is used. */
export function ProductionFailure({
  failure: { at, isFinal, findings },
}: {
  failure: NonNullable<CardView['productionFailure']>
}) {
  const t = useTexts(deskTexts)
  const language = usePageLanguage()
  const { time } = useDates()
  return (
    <InlineAlert
      status={isFinal ? 'error' : 'warning'}
      labelText={t(isFinal ? 'productionFailed' : 'productionGoesOn')}
      mt="m"
    >
      <div>{t(isFinal ? 'productionFailedHelp' : 'productionGoesOnHelp')}</div>
      {findings.length === 0 ? null : (
        <>
          <div>{t('findings', { time: time(at) })}</div>
          <ul>
            {findings.map(({ kind, title, advice }) => (
              <li key={kind}>
                {title[language]}
                {advice === undefined ? null : `. ${advice[language]}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </InlineAlert>
  )
}
