import { address, letterAddress } from '@sotevarmenne/api/values'
import {
  hasFinnishPostalCodes,
  isPostalCode,
  postalCodeIn,
} from '@sotevarmenne/identifiers/postal-code'
import { useWatch } from 'react-hook-form'
import { z } from 'zod'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from '../desk/texts.ts'
import { CountryField } from './country-field.tsx'
import { errorText } from './error-texts.ts'
import { TextField } from './fields.tsx'
import { typed } from './typed.ts'

const parts = ['street', 'postalCode', 'postOffice'] as const

const typedPart = (part: (typeof parts)[number]) => typed(address.shape[part], part)

/** A line that may stay empty. */
const typedLine = (part: 'organisation' | 'careOf') =>
  typed(letterAddress.shape[part].unwrap().or(z.literal('')), 'characters').transform((line) =>
    line === '' ? undefined : line,
  )

/** An address in Finland as it is typed, validated by the service's own rule. */
export const typedAddress = z.object({
  street: typedPart('street'),
  postalCode: typedPart('postalCode').refine((code) => isPostalCode(code, 'FI'), {
    error: errorText('postalCode'),
  }),
  postOffice: typedPart('postOffice'),
})

export const emptyAddress = { street: '', postalCode: '', postOffice: '' }

/** The address of a letter, also abroad, in care of somebody or at an organisation. */
export const typedLetterAddress = z
  .object({
    organisation: typedLine('organisation'),
    careOf: typedLine('careOf'),
    street: typedPart('street'),
    postalCode: z.string().transform(postalCodeIn),
    postOffice: typedPart('postOffice'),
    country: typed(letterAddress.shape.country.unwrap(), 'country'),
  })
  .superRefine(({ postalCode, country }, context) => {
    if (!isPostalCode(postalCode, country))
      context.addIssue({
        ...{ code: 'custom', path: ['postalCode'], input: postalCode },
        message: errorText(hasFinnishPostalCodes(country) ? 'postalCode' : 'postalCodeAbroad'),
      })
  })
  .transform(({ organisation, careOf, ...rest }) => ({
    ...(organisation !== undefined && { organisation }),
    ...(careOf !== undefined && { careOf }),
    ...rest,
  }))

export const emptyLetterAddress = { organisation: '', careOf: '', ...emptyAddress, country: 'FI' }

/** The same address as the form has it. */
export const letterAddressFilledIn = ({
  organisation = '',
  careOf = '',
  street,
  postalCode,
  postOffice,
  country = 'FI',
}: Partial<z.output<typeof letterAddress>> & typeof emptyAddress) => ({
  ...{ organisation, careOf, street, postalCode, postOffice, country },
})

/**
 * Its fields; `within`: the member of the form that holds them; undefined when they are in the form itself.
 */
export function AddressFields({
  within,
  postalCodeHint,
}: {
  within?: string
  postalCodeHint?: string
}) {
  const t = useTexts(deskTexts)
  return parts.map((part) => (
    <TextField
      key={part}
      name={within === undefined ? part : `${within}.${part}`}
      label={t(part)}
      {...(part === 'postalCode' && postalCodeHint !== undefined && { hint: postalCodeHint })}
    />
  ))
}

/** The fields of the address of a letter. */
export function LetterAddressFields({ within }: { within: string }) {
  const t = useTexts(deskTexts)
  const country: unknown = useWatch({ name: `${within}.country` })
  const isAbroad = typeof country === 'string' && !hasFinnishPostalCodes(country)
  return (
    <>
      <TextField name={`${within}.organisation`} label={t('addressOrganisation')} />
      <TextField name={`${within}.careOf`} label={t('addressCareOf')} />
      <AddressFields
        within={within}
        {...(isAbroad && { postalCodeHint: t('postalCodeAbroadHint') })}
      />
      <CountryField name={`${within}.country`} label={t('addressCountry')} />
    </>
  )
}
