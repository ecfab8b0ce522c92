import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { listApplicableOids } from '@sotevarmenne/api/service-certificates'
import { language } from '@sotevarmenne/api/values'
import { useState, type ReactNode } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { DocumentInput, isTooLarge } from '../forms/document-input.tsx'
import { ConfirmField, LongTextField, SelectField, TextField } from '../forms/fields.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'

/** The common fields of an application and an enrolment approval, as typed. */
export function useTypedFacts() {
  const t = useTexts(certificateTexts)
  const said = (error: 'namesMissing' | 'contactNameMissing') =>
    z
      .string()
      .trim()
      .min(1, { error: t(error) })
  return z.object({
    isTest: z.boolean(),
    unitOid: z.string(),
    names: said('namesMissing'),
    contactName: said('contactNameMissing'),
    contactEmail: z.email({ error: t('emailWrong') }),
    contactOrganisation: z.string().trim(),
    mailbox: z.email({ error: t('mailboxWrong') }),
    language,
  })
}
type TypedFacts = z.infer<ReturnType<typeof useTypedFacts>>
type Oids = ResponseOf<typeof listApplicableOids>['oids']

/** The initial values. */
export const useBlankFacts = (oids: Oids): TypedFacts => ({
  ...{ isTest: false, unitOid: oids[0]?.oid ?? '', names: '', mailbox: '' },
  ...{ contactName: '', contactEmail: '', contactOrganisation: '', language: usePageLanguage() },
})

/** In the form of the API, without the names. */
export const factsOf = ({
  isTest,
  unitOid,
  mailbox,
  language,
  contactName,
  contactEmail,
  contactOrganisation,
}: TypedFacts) => ({
  ...{ isTest, unitOid, mailbox, language },
  technicalContact: {
    ...{ name: contactName, email: contactEmail },
    ...(contactOrganisation === '' ? {} : { organisation: contactOrganisation }),
  },
})

/** The field of a member of the input in which the service found something wrong. */
export function fieldOfFacts(member: string): keyof TypedFacts | undefined {
  return fieldsOfMembers.get(member.startsWith('names.') ? 'names' : member)
}

const fieldsOfMembers: ReadonlyMap<string, keyof TypedFacts> = new Map([
  ...(['isTest', 'unitOid', 'names', 'mailbox', 'language'] as const).map(
    (member) => [member, member] as const,
  ),
  ['technicalContact.name', 'contactName'],
  ['technicalContact.email', 'contactEmail'],
  ['technicalContact.organisation', 'contactOrganisation'],
])

export const namesIn = (typed: string): string[] => typed.split(/[\s,]+/).filter(Boolean)

export function UnitField({ oids }: { oids: Oids }) {
  const t = useTexts(certificateTexts)
  return (
    <SelectField
      name="unitOid"
      label={t('unit')}
      hint={t('unitHelp')}
      width="whole"
      choices={oids.map(({ oid, name }) => ({ value: oid, label: `${name}, ${oid}` }))}
    />
  )
}

/** Names of servers, with any separator. */
export const NamesField = ({ label, hint }: { label: string; hint: string }) => (
  <LongTextField name="names" label={label} hint={hint} spellCheck={false} />
)

export function TestVersionField() {
  const t = useTexts(certificateTexts)
  return <ConfirmField name="isTest" label={t('isTest')} hint={t('isTestHelp')} />
}

/** The holder of the key, and the address for mails. */
export function ContactFields({
  help,
  mailboxHint,
  children,
}: {
  help: string
  mailboxHint: string
  /** The organisation of the contact. */
  children: ReactNode
}) {
  const t = useTexts(certificateTexts)
  return (
    <>
      <Heading variant="h2" mt="l" mb="xs">
        {t('technicalContact')}
      </Heading>
      <Paragraph mb="m">{help}</Paragraph>
      <TextField name="contactName" label={t('contactName')} />
      <TextField name="contactEmail" label={t('contactEmail')} />
      {children}
      <TextField name="mailbox" label={t('mailbox')} hint={mailboxHint} />
      <SelectField
        name="language"
        label={t('mailLanguage')}
        choices={language.options.map((value) => ({ value, label: t(`language.${value}`) }))}
      />
    </>
  )
}

export function ContactOrganisationField() {
  const t = useTexts(certificateTexts)
  return (
    <TextField
      name="contactOrganisation"
      label={t('contactOrganisation')}
      hint={t('contactOrganisationHint')}
    />
  )
}

/**
 * An intermediary of the register; one no longer in it stays until another is chosen, and is reported on
 * submit.
 */
export function IntermediaryField({
  intermediaries,
  stored,
}: {
  intermediaries: readonly string[]
  stored: string
}) {
  const t = useTexts(certificateTexts)
  const names = new Set([stored, ...intermediaries].filter((name) => name !== ''))
  return (
    <SelectField
      name="intermediary"
      label={t('intermediary')}
      hint={t('intermediaryHint')}
      width="whole"
      choices={[
        { value: '', label: t('noIntermediary') },
        ...[...names].map((name) => ({ value: name, label: name })),
      ]}
    />
  )
}

/** The certificate of conformity of a private provider. */
export function ConformityInput({
  onChosen,
}: {
  /** Undefined: no file was chosen, or it is too large. */
  onChosen: (file: File | undefined) => void
}) {
  const t = useTexts(certificateTexts)
  const [isRefused, setIsRefused] = useState(false)
  return (
    <DocumentInput
      id="conformity"
      label={t('conformity')}
      hint={t('conformityHint')}
      accept="application/pdf"
      error={isRefused ? { status: 'error', statusText: t('conformityTooLarge') } : {}}
      onChosen={(file) => {
        const tooLarge = file !== undefined && isTooLarge(file)
        setIsRefused(tooLarge)
        onChosen(tooLarge ? undefined : file)
      }}
    />
  )
}
