import { contact } from '@sotevarmenne/api/organisations'
import { useFieldArray } from 'react-hook-form'
import { Button } from 'suomifi-ui-components'
import { z } from 'zod'
import { errorText } from '../forms/error-texts.ts'
import { SelectField, TextField } from '../forms/fields.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'
import { wordTexts } from '../texts/words.ts'
import { type Language, languages } from '../texts/text.ts'

const { email, phone } = contact.shape

/** A contact for the office, as it is typed. */
export const typedContact = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: errorText('contactName') })
    .max(100, { error: errorText('contactName') }),
  email: z
    .string()
    .trim()
    .refine((typed) => email.safeParse(typed).success, { error: errorText('email') }),
  phone: z
    .string()
    .trim()
    .refine((typed) => typed === '' || phone.safeParse(typed).success, {
      error: errorText('phone'),
    }),
  language: z.enum(languages),
})

/** The initial values: the contact's language is that of the page. */
export const noContact = (language: Language): Typed => ({
  ...{ name: '', email: '', phone: '', language },
})

type Typed = z.input<typeof typedContact>

/** Without empty fields. */
export const contactOf = ({ phone: typed, ...contact }: z.output<typeof typedContact>) => ({
  ...contact,
  ...(typed === '' ? {} : { phone: typed }),
})

export const contactTyped = ({
  name,
  email: to,
  phone: number = '',
  language,
}: z.output<typeof contact>): Typed => ({
  ...{ name, email: to, phone: number, language },
})

/** The fields of one contact, under its path in the form. */
export function ContactFields({ name }: { name: string }) {
  const t = useTexts(organisationTexts)
  const words = useTexts(wordTexts)
  return (
    <>
      <TextField name={`${name}.name`} label={t('contactName')} />
      <TextField name={`${name}.email`} label={t('contactEmail')} />
      <TextField name={`${name}.phone`} label={t('contactPhone')} />
      <SelectField
        name={`${name}.language`}
        label={t('contactLanguage')}
        choices={languages.map((value) => ({
          value,
          label: words(`language.${value}`),
        }))}
      />
    </>
  )
}

/** Any number of contacts: the field `contacts` of a form. */
export function ContactsFields() {
  const t = useTexts(organisationTexts)
  const language = usePageLanguage()
  const { fields, append, remove } = useFieldArray<{ contacts: Typed[] }, 'contacts'>({
    name: 'contacts',
  })
  return (
    <fieldset style={{ border: 0, padding: 0, margin: '0 0 20px' }}>
      <legend style={{ fontWeight: 600, padding: 0, marginBottom: 8 }}>{t('contacts')}</legend>
      {fields.map((field, index) => (
        <SideBySide key={field.id}>
          <ContactFields name={`contacts.${String(index)}`} />
          <Button
            variant="secondary"
            mb="m"
            aria-label={t('removeOne', {
              what: field.name === '' ? String(index + 1) : field.name,
            })}
            onClick={() => {
              remove(index)
              document.querySelector<HTMLElement>('#add-contact')?.focus()
            }}
          >
            {t('remove')}
          </Button>
        </SideBySide>
      ))}
      <Button
        variant="secondary"
        id="add-contact"
        onClick={() => {
          append(noContact(language))
        }}
      >
        {t('addContact')}
      </Button>
    </fieldset>
  )
}
