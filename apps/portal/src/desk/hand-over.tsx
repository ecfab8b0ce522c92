import { zodResolver } from '@hookform/resolvers/zod'
import { handOverCard, type Card } from '@sotevarmenne/api/cards'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { keepCard } from '../cards/use-card.ts'
import { FormErrors } from '../forms/form-errors.tsx'
import { emptyIdentification, typedIdentification } from '../forms/identification.ts'
import { IdentificationFields } from '../forms/identification-fields.tsx'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'

const typedHandOver = z.object({ identification: typedIdentification })

/** The card is given to its holder, who is identified again. */
export function HandOver({ card }: { card: Card }) {
  const t = useTexts('desk')
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const form = useForm<z.input<typeof typedHandOver>, unknown, z.output<typeof typedHandOver>>({
    resolver: zodResolver(typedHandOver),
    defaultValues: { identification: emptyIdentification },
    shouldFocusError: false,
  })
  const { isSubmitting } = form.formState

  async function handOver({ identification }: z.output<typeof typedHandOver>): Promise<void> {
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const handedOver = await ask(handOverCard, { cardId: card.cardId, identification })
      if (handedOver.ok) keepCard(handedOver.value)
      else setProblem(handedOver.refusal)
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <Panel aria-labelledby="hand-over">
      <Heading variant="h2" id="hand-over" mb="xs">
        {t('handOverHeading')}
      </Heading>
      <Paragraph mb="s">{t('handOverHelp')}</Paragraph>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(handOver)(event)}>
          <FormErrors />
          <IdentificationFields person={card.holder} />
          {problem === undefined ? null : <ProblemShown problem={problem} />}
          {isUnreachable ? (
            <Unreachable onRetry={() => void form.handleSubmit(handOver)()} />
          ) : null}
          <Actions>
            <Button
              type="submit"
              {...(isSubmitting ? { loading: true, ariaLoadingText: t('drafting') } : {})}
            >
              {t('handOver')}
            </Button>
          </Actions>
        </form>
      </FormProvider>
    </Panel>
  )
}
