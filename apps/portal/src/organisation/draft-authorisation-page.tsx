import { zodResolver } from '@hookform/resolvers/zod'
import type { Account } from '@sotevarmenne/api/accounts'
import { draftDocument } from '@sotevarmenne/api/papers'
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { Paragraph } from 'suomifi-ui-components'
import type { z } from 'zod'
import { ask } from '../api/ask.ts'
import { contactOf } from '../office/contact-fields.tsx'
import {
  AuthorisationFields,
  emptyAuthorisation,
  typedAuthorisation,
} from '../papers/authorisation-fields.tsx'
import { PaperForm } from '../papers/paper-form.tsx'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { OfAccount } from './of-account.tsx'
import { useDrafted, useNameablePoints } from './use-drafted.ts'

/** That another organisation's points may order for this one: signed here, accepted there. */
export const DraftAuthorisationPage = () => (
  <OfAccount>{(account) => <Authorisation account={account} />}</OfAccount>
)

function Authorisation({ account: { organisation } }: { account: Account }) {
  const t = useTexts('papers')
  const language = usePageLanguage()
  const { organisationId } = organisation
  const form = useForm<
    z.input<typeof typedAuthorisation>,
    unknown,
    z.output<typeof typedAuthorisation>
  >({
    resolver: zodResolver(typedAuthorisation),
    defaultValues: emptyAuthorisation,
    shouldFocusError: false,
  })
  const [customerNumber, businessId] = form.watch(['customerNumber', 'businessId'])
  const isNamed = /^[Aa]\d{7}$/.test(customerNumber.trim()) && /^\d{7}-\d$/.test(businessId.trim())
  // Points of one that was named before would be sent unseen.
  useEffect(() => {
    form.setValue('points', [])
  }, [form, customerNumber, businessId])
  const points = useNameablePoints({
    organisationId,
    ...(isNamed && {
      of: { customerNumber: customerNumber.trim().toUpperCase(), businessId: businessId.trim() },
    }),
  })
  return (
    <PaperForm
      organisation={organisation}
      title={t('newAuthorisation')}
      help={t('newAuthorisationHelp')}
      form={form}
      {...useDrafted(organisationId)}
      enter={({ street, postalCode, postOffice, contact, validTo, ...read }) =>
        ask(draftDocument, {
          ...{ organisationId, language },
          terms: {
            kind: 'authorisation',
            ...read,
            deliveryAddress: { street, postalCode, postOffice },
            contact: contactOf(contact),
            ...(validTo === undefined ? {} : { validTo }),
          },
        })
      }
    >
      <AuthorisationFields points={isNamed ? points : undefined} />
      {isNamed ? null : <Paragraph mt="s">{t('pointsWhenNamed')}</Paragraph>}
    </PaperForm>
  )
}
