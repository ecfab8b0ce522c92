import type { OrganisationView, MemberProduct } from '@sotevarmenne/api/organisations'
import type { ReactNode } from 'react'
import { type FieldValues, type UseFormReturn } from 'react-hook-form'
import { Paragraph } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { DayField } from '../forms/day-field.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel, SideBySide } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from '../office/organisation-texts.ts'
import { wordTexts } from '../texts/words.ts'
import { commonTexts } from '../texts/common.ts'

/**
 * The fields of both kinds of agreement: which card, from which day to which; and the fields of each kind.
 */
export function AgreementEntryForm<Typed extends FieldValues, Read extends FieldValues, Value>({
  organisation: { kind, name },
  title,
  help,
  button,
  back,
  form,
  enter,
  onEntered,
  children,
}: {
  organisation: OrganisationView
  title: string
  help: string
  button: string
  /** The page to go back to. */
  back: string
  form: UseFormReturn<Typed, unknown, Read>
  enter: (read: Read) => Promise<ApiResult<Value>>
  onEntered: (value: Value) => void
  children: ReactNode
}) {
  const t = useTexts(organisationTexts)
  const words = useTexts(wordTexts)
  const common = useTexts(commonTexts)
  const { run, isActing, shown } = useAction()
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
        <Form form={form} onSubmit={(read) => run(() => enter(read), onEntered)}>
          {children}
          <SideBySide>
            <DayField name="validFrom" label={t('validFrom')} />
            <DayField name="validTo" label={t('validTo')} hint={t('validToHint')} />
          </SideBySide>
          {shown}
          <Actions>
            <SubmitButton isActing={isActing}>{button}</SubmitButton>
            <PageLink to={back}>{common('back')}</PageLink>
          </Actions>
        </Form>
      </Panel>
    </>
  )
}

/** Providers and pharmacies order staff cards, other bodies actor cards (R90, R91). */
export const productOf = ({ kind }: Pick<OrganisationView, 'kind'>): MemberProduct =>
  kind === 'other-body' ? 'actor-card' : 'staff-card'
