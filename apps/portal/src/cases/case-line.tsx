import type { CaseRowView } from '@sotevarmenne/api/cases'
import { PageLink } from '../layout/links.tsx'
import { Row } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from './texts.ts'
import { CaseChip } from './case-chip.tsx'

/** A case in a list: what it is, whose, and its deadline. */
export function CaseLine({ supportCase, at }: { supportCase: CaseRowView; at: string }) {
  const t = useTexts(caseTexts)
  const { day, dayOf } = useDates()
  const { subject, dueOn, kind, holder, writer, organisation, openedAt } = supportCase
  return (
    <Row
      link={<PageLink to={at}>{subject}</PageLink>}
      facts={[
        ...(dueOn === undefined ? [] : [t('dueShort', { day: day(dueOn) })]),
        t(`kind.${kind}`),
        ...(holder === undefined ? [] : [organisation?.name ?? holder.name]),
        ...(writer === undefined ? [] : [writer.name]),
        ...(writer?.isIdentified === true ? [t('identifiedShort')] : []),
        dayOf(openedAt),
      ].join(' · ')}
      state={<CaseChip supportCase={supportCase} />}
    />
  )
}
