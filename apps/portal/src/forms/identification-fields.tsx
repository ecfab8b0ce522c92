import { useMemo } from 'react'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { countryCodes } from './country-codes.ts'
import { ChoiceField, DayField, SelectField, TextField } from './fields.tsx'

/** The document by which the person in front of the desk is identified. No copy of it is kept. */
export function IdentificationFields() {
  const t = useTexts('desk')
  const words = useTexts('words')
  return (
    <>
      <ChoiceField
        name="identification.documentType"
        label={t('documentType')}
        choices={[
          { value: 'passport', label: words('documentType.passport') },
          { value: 'identity-card', label: words('documentType.identity-card') },
        ]}
      />
      <TextField
        name="identification.documentNumber"
        label={t('documentNumber')}
        hint={t('documentNumberHint')}
      />
      <CountryField />
      <DayField name="identification.expires" label={t('expires')} />
    </>
  )
}

function CountryField() {
  const t = useTexts('desk')
  const language = usePageLanguage()
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region' })
    return countryCodes
      .map((code) => ({ value: code, label: names.of(code) ?? code }))
      .toSorted((one, other) => one.label.localeCompare(other.label, language))
  }, [language])
  return (
    <SelectField
      name="identification.issuingCountry"
      label={t('issuingCountry')}
      choices={countries}
    />
  )
}
