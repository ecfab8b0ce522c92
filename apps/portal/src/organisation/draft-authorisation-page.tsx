import { zodResolver } from '@hookform/resolvers/zod'
import type { Account } from '@sotevarmenne/api/accounts'
import type { Paper } from '@sotevarmenne/api/organisations'
import { changeDocument, draftDocument } from '@sotevarmenne/api/papers'
import { useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import { useSearchParams } from 'react-router'
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
import type { Language } from '../texts/text.ts'
import { OfAccount } from './of-account.tsx'
import { useDrafted, useNameablePoints, type DraftOf } from './use-drafted.ts'

/** That another organisation's points may order for this one, or with `?replaces=` a change of that: signed here, accepted there. */
export const DraftAuthorisationPage = () => (
  <OfAccount>{(account) => <AuthorisationForm account={account} />}</OfAccount>
)

/** A new authorisation, a change of one, or a draft of either that is changed. */
export function AuthorisationForm({
  account: { organisation },
  draft,
}: {
  account: Account
  draft?: DraftOf<'authorisation'>
}) {
  const t = useTexts('papers')
  const language = usePageLanguage()
  const [search] = useSearchParams()
  const { organisationId, papers } = organisation
  const replaces = draft === undefined ? search.get('replaces') : draft.terms.replaces
  const before = papers.find(({ paperId }) => paperId === replaces)
  const form = useForm<
    z.input<typeof typedAuthorisation>,
    unknown,
    z.output<typeof typedAuthorisation>
  >({
    resolver: zodResolver(typedAuthorisation),
    defaultValues: draft === undefined ? changeOf(before, language) : typedOf(draft.terms),
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
      title={t(before === undefined ? 'newAuthorisation' : 'changeAuthorisation')}
      help={t(before === undefined ? 'newAuthorisationHelp' : 'changeAuthorisationHelp')}
      form={form}
      {...useDrafted(organisationId, draft?.documentId)}
      enter={({ street, postalCode, postOffice, contact, validTo, ...read }) => {
        const terms = {
          kind: 'authorisation' as const,
          ...read,
          deliveryAddress: { street, postalCode, postOffice },
          contact: contactOf(contact),
          ...(validTo === undefined ? {} : { validTo }),
          ...(before === undefined ? {} : { replaces: before.paperId }),
        }
        return draft === undefined
          ? ask(draftDocument, { organisationId, language, terms })
          : ask(changeDocument, {
              ...{ organisationId, documentId: draft.documentId, language, terms },
            })
      }}
    >
      <AuthorisationFields points={of && points} authorised={before?.authorised?.name} />
      {of ? null : (
        <Paragraph mt="s" mb="m">
          {t('pointsWhenNamed')}
        </Paragraph>
      )}
    </PaperForm>
  )
}

/** What an authorisation says that is to be changed, but for its first day: the change begins on one of its own. */
const changeOf = (
  before: Paper | undefined,
  language: Language,
): z.input<typeof typedAuthorisation> => {
  if (!before?.authorised || !before.deliveryAddress || !before.contact)
    return emptyAuthorisation(language)
  const { authorised, deliveryAddress, contact, points, validFrom, validTo } = before
  const terms = { authorised, deliveryAddress, contact, points, validFrom, validTo }
  return { ...typedOf(terms), validFrom: '' }
}

const typedOf = ({
  authorised: { customerNumber, businessId },
  deliveryAddress: { street, postalCode, postOffice },
  ...terms
}: Pick<
  DraftOf<'authorisation'>['terms'],
  'deliveryAddress' | 'contact' | 'points' | 'validFrom'
> & {
  authorised: { customerNumber: string; businessId: string }
  validTo?: string | undefined
}): z.input<typeof typedAuthorisation> => ({
  ...{ customerNumber, businessId, street, postalCode, postOffice },
  points: terms.points.map(({ pointId }) => pointId),
  contact: contactTyped(terms.contact),
  validFrom: formatDayTyped(terms.validFrom),
  validTo: terms.validTo === undefined ? '' : formatDayTyped(terms.validTo),
})
