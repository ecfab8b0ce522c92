import { colours, focusRing } from '@sotevarmenne/design-tokens/tokens'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { viewDay } from '@sotevarmenne/api/appointments'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { FormProvider, useForm } from 'react-hook-form'
import { Link, useSearchParams } from 'react-router'
import { Button } from 'suomifi-ui-components'
import styled from 'styled-components'
import { errorText } from '../forms/error-texts.ts'
import { DayField } from '../forms/day-field.tsx'
import { useHref } from '../layout/links.tsx'
import { Actions } from '../layout/surface.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from '../points/texts.ts'

type Day = Pick<ResponseOf<typeof viewDay>, 'date' | 'today' | 'week'>
type Load = Day['week'][number]

/** The week around the day that is shown, with how full each day is; and links to any other day. */
export function ChooseDay({ day: { date, today, week } }: { day: Day }) {
  const t = useTexts(pointTexts)
  const [, setQuery] = useSearchParams()
  const go = (to: string): void => {
    setQuery(to === today ? {} : { date: to })
  }
  return (
    <nav aria-label={t('chooseDay')}>
      <Week>
        {week.map((one) => (
          <DayOfWeek
            key={one.date}
            load={one}
            isShown={one.date === date}
            isToday={one.date === today}
          />
        ))}
      </Week>
      <Actions style={{ marginTop: 12 }}>
        <Button
          variant="secondary"
          onClick={() => {
            go(shifted(date, -7))
          }}
        >
          {t('weekBefore')}
        </Button>
        <Button
          variant="secondary"
          onClick={() => {
            go(shifted(date, -1))
          }}
        >
          {t('dayBefore')}
        </Button>
        <Button
          variant="secondary"
          aria-disabled={date === today}
          onClick={() => {
            go(today)
          }}
        >
          {t('today')}
        </Button>
        <Button
          variant="secondary"
          onClick={() => {
            go(shifted(date, 1))
          }}
        >
          {t('dayAfter')}
        </Button>
        <Button
          variant="secondary"
          onClick={() => {
            go(shifted(date, 7))
          }}
        >
          {t('weekAfter')}
        </Button>
      </Actions>
      <OtherDay onChosen={go} />
    </nav>
  )
}

function DayOfWeek({
  load: { date, isOpen, booked, places },
  isShown,
  isToday,
}: {
  load: Load
  isShown: boolean
  isToday: boolean
}) {
  const t = useTexts(pointTexts)
  const { weekdayOf, day } = useDates()
  const href = useHref()
  const full = places === 0 ? 0 : Math.min(1, booked / places)
  return (
    <li>
      <DayLink
        to={isToday ? href('desk/day') : `${href('desk/day')}?date=${date}`}
        aria-current={isShown ? 'date' : undefined}
      >
        <strong>{weekdayOf(date)}</strong>
        <span>{isToday ? t('today') : day(date)}</span>
        <span>{isOpen || booked > 0 ? t('bookedOf', { booked, places }) : t('dayClosed')}</span>
        <Bar aria-hidden="true">
          <span style={{ width: `${String(Math.round(full * 100))}%` }} />
        </Bar>
      </DayLink>
    </li>
  )
}

function OtherDay({ onChosen }: { onChosen: (date: string) => void }) {
  const t = useTexts(pointTexts)
  const form = useForm({ defaultValues: { day: '' } })
  return (
    <FormProvider {...form}>
      <Chooser
        noValidate
        onSubmit={(event) =>
          void form.handleSubmit(({ day: typed }) => {
            const chosen = readDay(typed)
            if (chosen === undefined)
              form.setError('day', { message: errorText('day') }, { shouldFocus: true })
            else {
              form.reset()
              onChosen(chosen)
            }
          })(event)
        }
      >
        <DayField name="day" label={t('otherDay')} />
        <Button type="submit" variant="secondary" mb="m">
          {t('showDay')}
        </Button>
      </Chooser>
    </FormProvider>
  )
}

const shifted = (date: string, days: number): string => addDays(localDate(date), days)

const Week = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
  gap: 8px;
  list-style: none;
  margin: 0;
  padding: 0;
`

const DayLink = styled(Link)`
  display: flex;
  flex-direction: column;
  height: 100%;
  padding: 8px 12px;
  color: inherit;
  background: ${colours.surface};
  border: 1px solid ${colours.line};
  border-radius: 2px;
  text-decoration: none;
  line-height: 1.35;
  &:hover strong {
    text-decoration: underline;
  }
  &[aria-current='date'] {
    border-color: ${colours.action};
    box-shadow: inset 0 3px 0 ${colours.action};
  }
  &:focus-visible {
    ${focusRing};
  }
`

/** How full the day is, as a bar: the words beside it say the same. */
const Bar = styled.span`
  height: 6px;
  margin-top: 6px;
  background: ${colours.line};
  border-radius: 3px;
  > span {
    display: block;
    height: 100%;
    background: ${colours.link};
    border-radius: 3px;
  }
`

const Chooser = styled.form`
  display: flex;
  flex-wrap: wrap;
  gap: 0 16px;
  align-items: end;
  margin-top: 16px;
`
