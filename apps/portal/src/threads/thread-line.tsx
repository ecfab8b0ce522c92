import type { ThreadRow } from '@sotevarmenne/api/threads'
import { PageLink } from '../layout/links.tsx'
import { Row } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { ThreadChip } from './thread-chip.tsx'

/** A thread in a list: what it is, whose, and by when something is owed. */
export function ThreadLine({ thread, at }: { thread: ThreadRow; at: string }) {
  const t = useTexts('threads')
  const { day, dayOf } = useDates()
  const { subject, dueOn, kind, holder, organisation, openedAt } = thread
  return (
    <Row
      link={<PageLink to={at}>{subject}</PageLink>}
      facts={[
        ...(dueOn === undefined ? [] : [t('dueShort', { day: day(dueOn) })]),
        t(`kind.${kind}`),
        ...(holder === undefined ? [] : [organisation?.name ?? holder.name]),
        dayOf(openedAt),
      ].join(' · ')}
      state={<ThreadChip thread={thread} />}
    />
  )
}
