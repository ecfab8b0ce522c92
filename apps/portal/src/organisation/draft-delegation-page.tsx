import { zodResolver } from '@hookform/resolvers/zod'
import type { AccountView } from '@sotevarmenne/api/accounts'
import type { AgreementView } from '@sotevarmenne/api/organisations'
import { changeDocument, draftDocument } from '@sotevarmenne/api/agreements'
import { useForm } from 'react-hook-form'
import { useSearchParams } from 'react-router'
import type { z } from 'zod'
import { callApi } from '../api/call-api.ts'
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
  const chosen = form.watch('points')
  const others = useNameablePoints({ organisationId, of: 'others' })
  const { points } = others
  // One organisation is authorised: beside its points no others can be chosen.
  const authorised =
    before?.delegate ?? points.find(({ pointId }) => chosen.includes(pointId))?.pointOperator
  const choices = points
    .filter(
      ({ pointOperator }) =>
        authorised === undefined || pointOperator.organisationId === authorised.organisationId,
    )
    .map(({ pointId, name, town, pointOperator }) => ({
      value: pointId,
      label: `${name}, ${town} · ${pointOperator.name}`,
    }))
  return (
    <AgreementEntryForm
      organisation={organisation}
      title={t(before === undefined ? 'newDelegation' : 'changeDelegation')}
      help={t(before === undefined ? 'newDelegationHelp' : 'changeDelegationHelp')}
      form={form}
      {...useDrafted(organisationId, draft?.documentId)}
      enter={({ street, postalCode, postOffice, contact, validTo, points: ticked, ...read }) => {
        const terms = {
          kind: 'delegation' as const,
          ...read,
          // One of before that is no choice any more is not shown, so it is not sent either.
          points: ticked.filter((pointId) => choices.some(({ value }) => value === pointId)),
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
      <DelegationFields
        points={{ ...others, choices }}
        hint={
          others.isSettled && choices.length === 0
            ? t('noPointsToChoose')
            : before === undefined
              ? t('pointsHint')
              : undefined
        }
        delegate={authorised?.name}
      />
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
  const { deliveryAddress, contact, points, validFrom, validTo } = before
  const terms = { deliveryAddress, contact, points, validFrom, validTo }
  return { ...typedOf(terms), validFrom: '' }
}

const typedOf = ({
  deliveryAddress: { street, postalCode, postOffice },
  ...terms
}: Pick<DraftOf<'delegation'>['terms'], 'deliveryAddress' | 'contact' | 'points' | 'validFrom'> & {
  validTo?: string | undefined
}): z.input<typeof typedDelegation> => ({
  ...{ street, postalCode, postOffice },
  points: terms.points.map(({ pointId }) => pointId),
  contact: contactTyped(terms.contact),
  validFrom: formatTypedDay(terms.validFrom),
  validTo: terms.validTo === undefined ? '' : formatTypedDay(terms.validTo),
})
