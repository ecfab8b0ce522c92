import { zodResolver } from '@hookform/resolvers/zod'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { buyerAddress, type changeBilling, type viewBilling } from '@sotevarmenne/api/fees'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import type { ApiResult } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { TextField } from '../forms/fields.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { addressLine } from './address-line.ts'
import { SavedForm } from './saved-form.tsx'

type Billing = ResponseOf<typeof viewBilling>

type BillingInput = Omit<InputOf<typeof changeBilling>, 'organisationId'>

const address = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{6,35}$/, { error: errorText('eInvoiceAddress') })

const typedFields = z.object({
  eInvoiceAddress: address,
  operator: z.union([z.literal(''), address]),
  reference: z
    .string()
    .trim()
    .max(70, { error: errorText('billingReference') }),
  street: z.string().trim(),
  postalCode: z.string().trim(),
  town: z.string().trim(),
})

/** Each line of an address that is not empty as a whole. */
const lines = {
  street: 'sellerStreet',
  postalCode: 'postalCode',
  town: 'sellerTown',
} as const satisfies Readonly<
  Record<keyof z.input<typeof buyerAddress>, Parameters<typeof errorText>[0]>
>

type Typed = Readonly<Record<keyof typeof lines, string>>

const hasAddress = ({ street, postalCode, town }: Typed): boolean =>
  `${street}${postalCode}${town}` !== ''

/** Errors in lines of an address, once one of them is there. */
const typedBilling = typedFields.check((context) => {
  const { street, postalCode, town } = context.value
  const typed = { street, postalCode, town }
  if (!hasAddress(typed)) return
  for (const [line, error] of Object.entries(lines) as [keyof Typed, (typeof lines)[keyof Typed]][])
    if (!buyerAddress.shape[line].safeParse(typed[line]).success)
      context.issues.push({
        ...{ code: 'custom', input: typed[line], path: [line] },
        message: errorText(error),
      })
})
type ReadBilling = z.output<typeof typedBilling>

/** Where an organisation gets its invoices; read-only without `change`. */
export function BillingPanel({
  billing,
  change,
  onChanged,
}: {
  billing: Billing
  change: ((input: BillingInput) => Promise<ApiResult<Billing>>) | undefined
  onChanged: (billing: Billing) => void
}) {
  const t = useTexts(feeTexts)
  const form = useForm<z.input<typeof typedBilling>, unknown, ReadBilling>({
    resolver: zodResolver(typedBilling),
    defaultValues: {
      eInvoiceAddress: billing.eInvoiceAddress,
      operator: billing.operator ?? '',
      reference: billing.reference ?? '',
      ...(billing.postalAddress ?? { street: '', postalCode: '', town: '' }),
    },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="billing">
      <Heading variant="h2" id="billing" mb="s">
        {t('billing')}
      </Heading>
      {billing.isDefault ? <Paragraph mb="s">{t('billingDefault')}</Paragraph> : null}
      {change !== undefined ? (
        <SavedForm
          form={form}
          saved={t('saved')}
          help={t('billingHelp')}
          save={({ eInvoiceAddress, operator, reference, ...postalAddress }) =>
            change({
              eInvoiceAddress,
              ...(operator === '' ? {} : { operator }),
              ...(reference === '' ? {} : { reference }),
              ...(hasAddress(postalAddress) ? { postalAddress } : {}),
            })
          }
          onSaved={onChanged}
        >
          <TextField name="eInvoiceAddress" label={t('eInvoiceAddress')} />
          <TextField name="operator" label={t('operator')} />
          <TextField
            name="reference"
            label={t('billingReference')}
            hint={t('billingReferenceHint')}
          />
          <TextField name="street" label={t('billingStreet')} />
          <TextField name="postalCode" label={t('seller.postalCode')} />
          <TextField name="town" label={t('seller.town')} />
        </SavedForm>
      ) : (
        <Facts
          facts={[
            [t('eInvoiceAddress'), billing.eInvoiceAddress],
            [t('operator'), billing.operator],
            [t('billingReference'), billing.reference],
            [
              t('buyerAddress'),
              billing.postalAddress === undefined ? undefined : addressLine(billing.postalAddress),
            ],
          ]}
        />
      )}
    </Panel>
  )
}
