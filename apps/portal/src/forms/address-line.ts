import type { address } from '@sotevarmenne/api/values'
import type { z } from 'zod'

type Address = Pick<z.output<typeof address>, 'street' | 'postalCode' | 'postOffice'>

export const addressLine = ({ street, postalCode, postOffice }: Address): string =>
  `${street}, ${postalCode} ${postOffice}`
