import { address } from '@sotevarmenne/api/values'
import { z } from 'zod'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from '../desk/texts.ts'
import { TextField } from './fields.tsx'
import { typed } from './typed.ts'

const parts = ['street', 'postalCode', 'postOffice'] as const

const typedPart = (part: (typeof parts)[number]) => typed(address.shape[part], part)

/** An address in Finland as it is typed, validated by the service's own rule. */
export const typedAddress = z.object({
  street: typedPart('street'),
  postalCode: typedPart('postalCode'),
  postOffice: typedPart('postOffice'),
})

export const emptyAddress = { street: '', postalCode: '', postOffice: '' }

/**
 * Its fields; `within`: the member of the form that holds them; undefined when they are in the form itself.
 */
export function AddressFields({ within }: { within?: string }) {
  const t = useTexts(deskTexts)
  return parts.map((part) => (
    <TextField
      key={part}
      name={within === undefined ? part : `${within}.${part}`}
      label={t(part)}
    />
  ))
}
