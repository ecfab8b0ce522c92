import { useState, type SyntheticEvent } from 'react'
import { Button, TextInput } from 'suomifi-ui-components'
import { formatDay, readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { FilterRow } from './surface.tsx'

/** First and last day, `YYYY-MM-DD`, both included. */
export type Period = { readonly from: string; readonly to: string }

/** Chooses the period that a page shows. */
export function PeriodForm({
  period,
  onChoose,
}: {
  period: Period
  onChoose: (period: Period) => void
}) {
  const t = useTexts(commonTexts)
  const [typed, setTyped] = useState({
    from: formatDay(period.from, 'fi'),
    to: formatDay(period.to, 'fi'),
  })
  return (
    <FilterRow
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        const [from, to] = [readDay(typed.from), readDay(typed.to)]
        if (from !== undefined && to !== undefined) onChoose({ from, to })
      }}
    >
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          id={`period-${end}`}
          labelText={t(`period.${end}`)}
          value={typed[end]}
          autoComplete="off"
          onChange={(value) => {
            setTyped({ ...typed, [end]: String(value ?? '') })
          }}
          statusTextAriaLiveMode="polite"
          {...(readDay(typed[end]) === undefined
            ? { status: 'error', statusText: t('period.noSuchDay') }
            : {})}
        />
      ))}
      <Button type="submit" variant="secondary">
        {t('period.show')}
      </Button>
    </FilterRow>
  )
}
