import { zodResolver } from '@hookform/resolvers/zod'
import type { AccountView } from '@sotevarmenne/api/accounts'
import type { AgreementView } from '@sotevarmenne/api/organisations'
import { changeDocument, draftDocument } from '@sotevarmenne/api/agreements'
import { useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import { useSearchParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import type { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { isBusinessId } from '../forms/business-id.ts'
import { contactOf, contactTyped } from '../office/contact-fields.tsx'
import {
  DelegationFields,
  emptyDelegation,
  typedDelegation,
} from '../agreements/delegation-fields.tsx'
import { AgreementEntryForm } from '../agreements/agreement-entry-form.tsx'
import { formatTypedDay } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { agreementTexts } from '../agreements/texts.ts'
import type { Language } from '../texts/text.ts'
import { OfAccount } from './of-account.tsx'
import { useDrafted, useNameablePoints, type DraftOf } from './use-drafted.ts'

/**
 * A delegation to another organisation's points, or with `?replaces=` a change of it: signed here, accepted
 * there.
 */
export const DraftDelegationPage = () => (
  <OfAccount>{(account) => <DelegationForm account={account} />}</OfAccount>
)

/** A new delegation, a change of one, or a draft of either that is changed. */
export function DelegationForm({
  account: { organisation },
  draft,
}: {
  account: AccountView
  draft?: DraftOf<'delegation'>
}) {
  const t = useTexts(agreementTexts)
  const language = usePageLanguage()
  const [search] = useSearchParams()
  const { organisationId, agreements } = organisation
  const replaces = draft === undefined ? search.get('replaces') : draft.terms.replaces
  const before = agreements.find(({ agreementId }) => agreementId === replaces)
  const form = useForm<z.input<typeof typedDelegation>, unknown, z.output<typeof typedDelegation>>({
    resolver: zodResolver(typedDelegation),
    defaultValues: draft === undefined ? changeOf(before, language) : typedOf(draft.terms),
    shouldFocusError: false,
  })
  const [customerNumber, businessId] = form.watch(['customerNumber', 'businessId'])
  const number = typedDelegation.shape.customerNumber.safeParse(customerNumber)
  const of =
    number.success && isBusinessId(businessId)
      ? { customerNumber: number.data, businessId: businessId.trim() }
      : undefined
  const named = useRef(`${customerNumber} ${businessId}`)
  // Points of an organisation chosen earlier would be sent unseen.
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
    <AgreementEntryForm
      organisation={organisation}
      title={t(before === undefined ? 'newDelegation' : 'changeDelegation')}
      help={t(before === undefined ? 'newDelegationHelp' : 'changeDelegationHelp')}
      form={form}
      {...useDrafted(organisationId, draft?.documentId)}
      enter={({ street, postalCode, postOffice, contact, validTo, ...read }) => {
        const terms = {
          kind: 'delegation' as const,
          ...read,
          deliveryAddress: { street, postalCode, postOffice },
          contact: contactOf(contact),
          ...(validTo === undefined ? {} : { validTo }),
          ...(before === undefined ? {} : { replaces: before.agreementId }),
        }
        return draft === undefined
          ? callApi(draftDocument, { organisationId, language, terms })
          : callApi(changeDocument, {
              ...{ organisationId, documentId: draft.documentId, language, terms },
            })
      }}
    >
      <DelegationFields points={of && points} delegate={before?.delegate?.name} />
      {of ? null : (
        <Paragraph mt="s" mb="m">
          {t('pointsWhenNamed')}
        </Paragraph>
      )}
    </AgreementEntryForm>
  )
}

/** The terms of the delegation to be changed, without the first day: the change has its own. */
const changeOf = (
  before: AgreementView | undefined,
  language: Language,
): z.input<typeof typedDelegation> => {
  if (!before?.delegate || !before.deliveryAddress || !before.contact)
    return emptyDelegation(language)
  const { delegate, deliveryAddress, contact, points, validFrom, validTo } = before
  const terms = { delegate, deliveryAddress, contact, points, validFrom, validTo }
  return { ...typedOf(terms), validFrom: '' }
}

const typedOf = ({
  delegate: { customerNumber, businessId },
  deliveryAddress: { street, postalCode, postOffice },
  ...terms
}: Pick<DraftOf<'delegation'>['terms'], 'deliveryAddress' | 'contact' | 'points' | 'validFrom'> & {
  delegate: { customerNumber: string; businessId: string }
  validTo?: string | undefined
}): z.input<typeof typedDelegation> => ({
  ...{ customerNumber, businessId, street, postalCode, postOffice },
  points: terms.points.map(({ pointId }) => pointId),
  contact: contactTyped(terms.contact),
  validFrom: formatTypedDay(terms.validFrom),
  validTo: terms.validTo === undefined ? '' : formatTypedDay(terms.validTo),
})
