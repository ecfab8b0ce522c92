import { colours, focusRing } from '@sotevarmenne/design-tokens/tokens'
import { viewFreeSlots } from '@sotevarmenne/api/appointments'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, StatusText } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { WithoutResponse } from '../layout/responses.tsx'
import { Actions } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from './texts.ts'

const daysShown = 7

/** The free slots of the days from the first one on; from today when none is named. */
export const useFreeSlots = (pointId: string, from?: string) =>
  useApiQuery(
    ['free-slots', pointId, from],
    viewFreeSlots,
    { pointId, from, days: daysShown },
    {
      // The buttons stay, with the focus, while other days are fetched.
      placeholderData: keepPreviousData,
    },
  )

/** Free appointment times of a point by day, as one group of radio buttons. */
export function SlotChoice({
  pointId,
  chosen,
  onChoose,
  error,
}: {
  pointId: string
  chosen: string | undefined
  onChoose: (startsAt: string) => void
  error?: string | undefined
}) {
  const t = useTexts(pointTexts)
  const { longDay, longTime, clock } = useDates()
  /** First days of the pages after today's, in order: the last one is shown. */
  const [starts, setStarts] = useState<readonly string[]>([])
  const from = starts.at(-1)
  const query = useFreeSlots(pointId, from)
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  const { days, lastDay } = query.data.value
  const first = days[0]?.date ?? lastDay
  const next = shifted(first)
  return (
    <>
      {error === undefined ? null : <StatusText status="error">{error}</StatusText>}
      {days.map(({ date, isOpen, slots }) => (
        <Day key={date}>
          <legend>{longDay(date)}</legend>
          {slots.length === 0 ? (
            <span>{isOpen ? t('dayFull') : t('dayClosed')}</span>
          ) : (
            slots.map(({ startsAt }, index) => (
              <label key={startsAt}>
                <input
                  type="radio"
                  name="slot"
                  {...(index === 0 && date === first ? { id: 'field-startsAt' } : {})}
                  value={startsAt}
                  checked={startsAt === chosen}
                  onChange={() => {
                    onChoose(startsAt)
                  }}
                />
                <span>{clock(startsAt)}</span>
              </label>
            ))
          )}
        </Day>
      ))}
      <p aria-live="polite">
        {chosen === undefined || chosen === '' ? null : t('chosen', { time: longTime(chosen) })}
      </p>
      <Actions>
        <Button
          variant="secondary"
          aria-disabled={from === undefined}
          onClick={() => {
            setStarts(starts.slice(0, -1))
          }}
        >
          {t('earlier')}
        </Button>
        <Button
          variant="secondary"
          aria-disabled={next > lastDay}
          onClick={() => {
            setStarts([...starts, next])
          }}
        >
          {t('later')}
        </Button>
      </Actions>
    </>
  )
}

const shifted = (date: string): string => addDays(localDate(date), daysShown)

const Day = styled.fieldset`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  margin: 0 0 12px;
  padding: 0;
  border: 0;
  legend {
    padding: 0;
    margin-bottom: 6px;
    font-weight: 600;
  }
  label {
    position: relative;
  }
  input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  label > span {
    display: block;
    min-width: 64px;
    padding: 7px 10px;
    text-align: center;
    background: ${colours.surface};
    border: 1px solid ${colours.edgeLight};
    border-radius: 2px;
  }
  input:checked + span {
    color: ${colours.surface};
    background: ${colours.link};
    border-color: ${colours.link};
  }
  input:focus-visible + span {
    ${focusRing};
  }
`
