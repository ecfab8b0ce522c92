import { postalCountries } from '@sotevarmenne/identifiers/postal-countries'
import { useMemo } from 'react'
import { usePageLanguage } from '../texts/language.ts'
import { SelectField } from './fields.tsx'

/** A country, by its name in the language of the page. */
export function CountryField({ name, label }: { name: string; label: string }) {
  const language = usePageLanguage()
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region' })
    return postalCountries
      .map((code) => ({ value: code, label: names.of(code) ?? code }))
      .toSorted((one, other) => one.label.localeCompare(other.label, language))
  }, [language])
  return <SelectField name={name} label={label} choices={countries} />
}
