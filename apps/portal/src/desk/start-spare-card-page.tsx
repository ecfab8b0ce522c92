import { zodResolver } from '@hookform/resolvers/zod'
import { missedBecause, startSpareCard } from '@sotevarmenne/api/spare-cards'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useCard } from '../cards/use-card.ts'
import { errorText } from '../forms/error-texts.ts'
import { DayField } from '../forms/day-field.tsx'
import { ChoiceField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { emptyIdentification, typedIdentification } from '../forms/identification.ts'
import { IdentificationFields } from '../forms/identification-fields.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { spareCardTexts } from './spare-card-texts.ts'
import { deskTexts } from './texts.ts'

const typedStart = z.object({
  missedBecause: z.enum(missedBecause.options, { error: errorText('missedBecause') }),
  returnBy: z
    .string()
    .refine((typed) => readDay(typed) !== undefined, { error: errorText('day') })
    .transform((typed) => readDay(typed) ?? ''),
  identification: typedIdentification,
})

/** What a refused return date says. */
const lastDay = z.object({ latest: z.string() })

/**
 * A spare card is decided for the identified visitor: why, and its return date. It is produced on the next
 * page.
 */
export function StartSpareCardPage() {
  const t = useTexts(spareCardTexts)
  const desk = useTexts(deskTexts)
  const { cardId = '' } = useParams()
  const href = useHref()
  const navigate = useNavigate()
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedStart>, unknown, z.output<typeof typedStart>>({
    resolver: zodResolver(typedStart),
    defaultValues: { returnBy: '', identification: emptyIdentification },
    shouldFocusError: false,
  })
  const { data: card } = useCard(cardId)
  const { day } = useDates()
  const [latest, setLatest] = useState<string>()

  const start = (typed: z.output<typeof typedStart>): Promise<void> =>
    run(
      async () => {
        const started = await callApi(startSpareCard, { cardId, ...typed })
        if (!started.ok) setLatest(lastDay.safeParse(started.refusal.facts).data?.latest)
        return started
      },
      async ({ spareCardId }) => {
        void queryClient.invalidateQueries({ queryKey: ['spare-cards'] })
        void queryClient.invalidateQueries({ queryKey: ['spare-cards-of'] })
        await navigate(href(`desk/spare-cards/${spareCardId}`), { replace: true })
      },
    )

  const holder = card?.ok === true ? card.value.holder : undefined
  const heading =
    holder === undefined
      ? t('startHeading')
      : t('startHeadingFor', { name: `${holder.givenNames} ${holder.surname}` })

  return (
    <>
      <PageTitle>{heading}</PageTitle>
      <Form form={form} onSubmit={start}>
        <Panel aria-label={heading}>
          <Paragraph mb="m">{t('startHelp')}</Paragraph>
          <ChoiceField
            name="missedBecause"
            label={t('why')}
            choices={missedBecause.options.map((value) => ({ value, label: t(`why.${value}`) }))}
          />
          <DayField
            name="returnBy"
            label={t('returnDay')}
            hint={
              latest === undefined ? t('returnDayHint') : t('returnDayLatest', { day: day(latest) })
            }
          />
          <Paragraph mb="s">{desk('identificationHelp')}</Paragraph>
          <IdentificationFields person={holder} />
          {shown}
          <Actions>
            <SubmitButton isActing={isActing} acting={desk('drafting')}>
              {t('start')}
            </SubmitButton>
            <PageLink to="desk">{desk('backToVisitor')}</PageLink>
          </Actions>
        </Panel>
      </Form>
    </>
  )
}
