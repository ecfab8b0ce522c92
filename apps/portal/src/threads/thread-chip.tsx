import type { ThreadRow } from '@sotevarmenne/api/threads'
import { Chip } from '../cards/card-facts.tsx'
import { useTexts } from '../texts/index.ts'

/** Where a thread is, in a word: its decision where it has one. */
export function ThreadChip({ thread }: { thread: ThreadRow }) {
  const t = useTexts('threads')
  const { state, decision, isOverdue } = thread
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
} as const satisfies Record<ThreadRow['state'], string>
