import type { Organisation } from '@sotevarmenne/api/organisations'
import { ok } from '@sotevarmenne/kernel/result'
import type { ReactNode } from 'react'
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { Button, Paragraph } from 'suomifi-ui-components'
import { queryClient, type Answer } from '../api/ask.ts'
import { DayField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel, SideBySide } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'

/** What both kinds of paper are entered with: which card, from which day to which; and what is their own. */
export function PaperForm<Typed extends FieldValues, Read extends FieldValues>({
  organisation: { organisationId, kind, name },
  title,
  help,
  form,
  enter,
  children,
}: {
  organisation: Organisation
  title: string
  help: string
  form: UseFormReturn<Typed, unknown, Read>
  enter: (read: Read) => Promise<Answer<Organisation>>
  children: ReactNode
}) {
  const t = useTexts('organisations')
  const words = useTexts('words')
  const common = useTexts('common')
  const href = useHref()
  const navigate = useNavigate()
  const { act, isActing, shown } = useAct()

  const submit = (read: Read): Promise<void> =>
    act(
      () => enter(read),
      async (entered) => {
        queryClient.setQueryData(['organisation', organisationId], ok(entered))
        void queryClient.invalidateQueries({ queryKey: ['organisations'] })
        await navigate(href(`operations/organisations/${organisationId}`), {
          state: { isEntered: true },
        })
      },
    )

  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Paragraph mb="s">{help}</Paragraph>
      <Panel aria-label={title}>
        <Facts
          facts={[
            [t('organisation'), name],
            [t('card'), words(`cardProduct.${productOf({ kind })}`)],
          ]}
        />
        <FormProvider {...form}>
          <form noValidate onSubmit={(event) => void form.handleSubmit(submit)(event)}>
            <FormErrors />
            {children}
            <SideBySide>
              <DayField name="validFrom" label={t('validFrom')} />
              <DayField name="validTo" label={t('validTo')} hint={t('validToHint')} />
            </SideBySide>
            {shown}
            <Actions>
              <Button
                type="submit"
                {...(isActing ? { loading: true, ariaLoadingText: common('loading') } : {})}
              >
                {t('addButton')}
              </Button>
              <PageLink to={`operations/organisations/${organisationId}`}>
                {common('back')}
              </PageLink>
            </Actions>
          </form>
        </FormProvider>
      </Panel>
    </>
  )
}

/** Providers and pharmacies order staff cards, other bodies actor cards (R90, R91). */
export const productOf = ({ kind }: Pick<Organisation, 'kind'>): 'staff-card' | 'actor-card' =>
  kind === 'other-body' ? 'actor-card' : 'staff-card'
