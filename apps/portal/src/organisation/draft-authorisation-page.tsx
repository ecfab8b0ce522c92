import { zodResolver } from '@hookform/resolvers/zod'
import type { Account } from '@sotevarmenne/api/accounts'
import { changeDocument, draftDocument } from '@sotevarmenne/api/papers'
import { useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import { Paragraph } from 'suomifi-ui-components'
import type { z } from 'zod'
import { ask } from '../api/ask.ts'
import { isBusinessId } from '../forms/business-id.ts'
import { contactOf, contactTyped } from '../office/contact-fields.tsx'
import {
  AuthorisationFields,
  emptyAuthorisation,
  typedAuthorisation,
} from '../papers/authorisation-fields.tsx'
import { PaperForm } from '../papers/paper-form.tsx'
import { formatDayTyped, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { OfAccount } from './of-account.tsx'
import { useDrafted, useNameablePoints, type DraftOf } from './use-drafted.ts'

/** That another organisation's points may order for this one: signed here, accepted there. */
export const DraftAuthorisationPage = () => (
  <OfAccount>{(account) => <AuthorisationForm account={account} />}</OfAccount>
)

/** A new authorisation, or a draft of one that is changed. */
export function AuthorisationForm({
  account: { organisation },
  draft,
}: {
  account: Account
  draft?: DraftOf<'authorisation'>
}) {
  const t = useTexts('papers')
  const language = usePageLanguage()
  const { organisationId } = organisation
  const form = useForm<
    z.input<typeof typedAuthorisation>,
    unknown,
    z.output<typeof typedAuthorisation>
  >({
    resolver: zodResolver(typedAuthorisation),
    defaultValues: draft === undefined ? emptyAuthorisation : typedOf(draft.terms),
    shouldFocusError: false,
  })
  const [customerNumber, businessId] = form.watch(['customerNumber', 'businessId'])
  const number = typedAuthorisation.shape.customerNumber.safeParse(customerNumber)
  const of =
    number.success && isBusinessId(businessId)
      ? { customerNumber: number.data, businessId: businessId.trim() }
      : undefined
  const named = useRef(`${customerNumber} ${businessId}`)
  // Points of one that was named before would be sent unseen.
  useEffect(() => {
    if (named.current === `${customerNumber} ${businessId}`) return
    named.current = `${customerNumber} ${businessId}`
    form.setValue('points', [])
  }, [form, customerNumber, businessId])
  const points = useNameablePoints({
    organisationId,
    ...(of && { of }),
  })
  return (
    <PaperForm
      organisation={organisation}
      title={t('newAuthorisation')}
      help={t('newAuthorisationHelp')}
      form={form}
      {...useDrafted(organisationId, draft?.documentId)}
      enter={({ street, postalCode, postOffice, contact, validTo, ...read }) => {
        const terms = {
          kind: 'authorisation' as const,
          ...read,
          deliveryAddress: { street, postalCode, postOffice },
          contact: contactOf(contact),
          ...(validTo === undefined ? {} : { validTo }),
        }
        return draft === undefined
          ? ask(draftDocument, { organisationId, language, terms })
          : ask(changeDocument, {
              ...{ organisationId, documentId: draft.documentId, language, terms },
            })
      }}
    >
      <AuthorisationFields points={of && points} />
      {of ? null : <Paragraph mt="s">{t('pointsWhenNamed')}</Paragraph>}
    </PaperForm>
  )
}

const typedOf = ({
  authorised: { customerNumber, businessId },
  deliveryAddress: { street, postalCode, postOffice },
  ...terms
}: DraftOf<'authorisation'>['terms']): z.input<typeof typedAuthorisation> => ({
  ...{ customerNumber, businessId, street, postalCode, postOffice },
  points: terms.points.map(({ pointId }) => pointId),
  contact: contactTyped(terms.contact),
  validFrom: formatDayTyped(terms.validFrom),
  validTo: terms.validTo === undefined ? '' : formatDayTyped(terms.validTo),
})
