import type { DecisionView } from '@sotevarmenne/api/decisions'
import { settingText } from '@sotevarmenne/api/setting-words'
import { useId } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { decisionTexts } from './decision-texts.ts'
import { useMoney } from '../texts/money.ts'

/** Why it was decided so, on what was known then; nothing where that was not stored. */
export function DecisionsShown({ decisions }: { decisions: readonly DecisionView[] }) {
  const t = useTexts(decisionTexts)
  const id = useId()
  const shown = decisions.filter(isOtherThanTheNext).toReversed()
  if (shown.length === 0) return null
  return (
    <Panel aria-labelledby={id}>
      <Heading variant="h2" id={id} mb="xs">
        {t('heading')}
      </Heading>
      <Paragraph mb="s">{t('help')}</Paragraph>
      {shown.map((decision) => (
        <DecisionShown key={decision.decidedAt} decision={decision} />
      ))}
    </Panel>
  )
}

/** When and by which rule, and each ground in words. */
export function DecisionShown({
  decision: { rule, version, decidedAt, grounds },
}: {
  decision: DecisionView
}) {
  const t = useTexts(decisionTexts)
  const { time } = useDates()
  return (
    <div>
      <Paragraph mb="xs">
        {t('createdBy', {
          time: time(decidedAt),
          rule: t(`rule.${rule}`),
          version: String(version),
        })}
      </Paragraph>
      <Grounds>
        {grounds.map((ground) => (
          <GroundShown key={ground.kind} ground={ground} />
        ))}
      </Grounds>
    </div>
  )
}

type Ground = DecisionView['grounds'][number]

function GroundShown({ ground: { kind, facts } }: { ground: Ground }) {
  const t = useTexts(decisionTexts)
  const { day } = useDates()
  const money = useMoney()
  const language = usePageLanguage()
  const inWords = (name: string, fact: string): string => {
    if (name === 'months') return settingText('spare-card-validity', [Number(fact)], language)
    return isDay(fact) ? day(fact) : isAmount(fact) ? money(Math.round(Number(fact) * 100)) : fact
  }
  const words = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact !== 'string' ? fact[language] : inWords(name, fact),
    ]),
  )
  return <li>{t(kind, words)}</li>
}

/** Euros with cents, as the decision stores them. */
const isAmount = (fact: string): boolean => /^\d+\.\d{2}$/.test(fact)

const isDay = (fact: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(fact)

/** What was decided again on the same grounds, at the signature as at the draft, is shown once. */
const isOtherThanTheNext = (
  { grounds }: DecisionView,
  index: number,
  decisions: readonly DecisionView[],
): boolean => JSON.stringify(grounds) !== JSON.stringify(decisions[index + 1]?.grounds)

const Grounds = styled.ul`
  margin: 0 0 16px;
  padding-left: 20px;
  li {
    margin-bottom: 4px;
  }
`
