import { summaryOf, type SummaryRow } from '@sotevarmenne/api/statement-summary'
import type { ReactNode } from 'react'
import { fromBase64 } from '../documents/base64.ts'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { ExactText } from './exact-text.tsx'
import { Facts } from './surface.tsx'

/**
 * What people check of a statement before they confirm it: the summary that the reader software shows too, made of
 * the same text; the exact text is folded under it, and unfolded where the text has no known form.
 */
export function StatementSummary({
  id,
  statement,
  valueOf,
  more = [],
  children,
}: {
  /** Of the exact text. */
  id: string
  /** Base64 of UTF-8. */
  statement: string
  /** What the page shows in place of a value: undefined leaves it as it is. */
  valueOf: (row: SummaryRow) => ReactNode
  /** What the page knows besides. */
  more?: readonly (readonly [label: string, value: ReactNode])[]
  children?: ReactNode
}) {
  const language = usePageLanguage()
  const dates = useDates()
  const rows = summaryOf(new TextDecoder().decode(fromBase64(statement)), language, dates)
  const facts = (rows ?? []).map((row) => [row.label, valueOf(row) ?? row.value] as const)
  return (
    <>
      <Facts facts={[...facts, ...more]} />
      {children}
      <ExactText id={id} is="confirmed" text={statement} isOpen={rows === undefined} />
    </>
  )
}
