import type { CaseRowView } from '@sotevarmenne/api/cases'
import { Chip } from '../cards/card-facts.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from './texts.ts'

/** The state of a case, in a word: its decision where it has one. */
export function CaseChip({ supportCase }: { supportCase: CaseRowView }) {
  const t = useTexts(caseTexts)
  const { state, decision, isOverdue } = supportCase
  if (isOverdue) return <Chip $tone="bad">{t('overdue')}</Chip>
  return (
    <Chip $tone={tones[state]}>
      {decision === undefined ? t(`state.${state}`) : t(`decision.${decision}`)}
    </Chip>
  )
}

const tones = {
  waiting: 'waiting',
  answered: 'good',
  closed: 'neutral',
} as const satisfies Record<CaseRowView['state'], string>
