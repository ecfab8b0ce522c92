import { zodResolver } from '@hookform/resolvers/zod'
import {
  changeSeller,
  firstNumber as aFirstNumber,
  sellerInput,
  type SellerInput,
} from '@sotevarmenne/api/operator-fees'
import { compactIban, isIban } from '@sotevarmenne/identifiers/iban'
import { useForm } from 'react-hook-form'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { SavedForm } from '../fees/saved-form.tsx'
import { TextField } from '../forms/fields.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { storePointOperator, type PointOperator } from './use-point-operator.ts'

const members = [
  'street',
  'postalCode',
  'town',
  'email',
  'iban',
  'bic',
  'eInvoiceAddress',
  'operator',
] as const satisfies readonly (keyof SellerInput)[]

const errorOf = {
  street: 'sellerStreet',
  postalCode: 'postalCode',
  town: 'sellerTown',
  email: 'emailAddress',
  iban: 'iban',
  bic: 'bic',
  eInvoiceAddress: 'eInvoiceAddress',
  operator: 'eInvoiceAddress',
} as const satisfies { readonly [Member in keyof SellerInput]: Parameters<typeof errorText>[0] }

/** Also the check digits of the account number: all errors are shown at once (R560). */
const isSellerMember = (member: (typeof members)[number], typed: string | undefined): boolean =>
  sellerInput.shape[member].safeParse(typed).success &&
  (member !== 'iban' || isIban(compactIban(typed ?? '')))

const typedSeller = z
  .record(z.enum([...members, 'firstNumber']), z.string())
  .check((context) => {
    for (const member of members)
      if (!isSellerMember(member, context.value[member]))
        context.issues.push({
          ...{ code: 'custom', input: context.value[member], path: [member] },
          message: errorText(errorOf[member]),
        })
  })
  // Empty once the numbering has started.
  .refine(
    ({ firstNumber }) =>
      firstNumber === '' ||
      (/^\d+$/.test(firstNumber) && aFirstNumber.safeParse(Number(firstNumber)).success),
    { path: ['firstNumber'], error: errorText('firstNumber') },
  )
type TypedSeller = z.input<typeof typedSeller>
type ReadSeller = z.output<typeof typedSeller>

const nothingTyped = Object.fromEntries(members.map((member) => [member, ''])) as SellerInput

/**
 * The seller data with which an operator of registration points invoices; read-only without the right to
 * change.
 */
export function SellerPanel({
  organisationId,
  pointOperator: { name, vatNumber, seller, firstNumber },
  mayChange,
}: {
  organisationId: string
  pointOperator: PointOperator
  mayChange: boolean
}) {
  const t = useTexts(feeTexts)
  const form = useForm<TypedSeller, unknown, ReadSeller>({
    resolver: zodResolver(typedSeller),
    defaultValues: { ...(seller ?? nothingTyped), firstNumber: String(firstNumber ?? '') },
    shouldFocusError: false,
  })
  if (!mayChange && seller === undefined) return null

  return (
    <Panel aria-labelledby="seller">
      <Heading variant="h2" id="seller" mb="s">
        {t('sellerFacts')}
      </Heading>
      <Facts
        facts={[
          [t('seller'), name],
          [t('vatNumber'), vatNumber],
          ...(mayChange
            ? []
            : members.map((member) => [t(`seller.${member}`), seller?.[member]] as const)),
        ]}
      />
      {mayChange ? (
        <SavedForm
          form={form}
          saved={t('sellerSaved')}
          help={t('sellerHelp')}
          save={({ firstNumber: first, ...input }) =>
            callApi(changeSeller, {
              ...{ organisationId, ...input },
              ...(firstNumber === undefined || first === '' ? {} : { firstNumber: Number(first) }),
            })
          }
          onSaved={(saved) => {
            storePointOperator(organisationId, saved)
          }}
        >
          {members.map((member) => (
            <TextField key={member} name={member} label={t(`seller.${member}`)} />
          ))}
          {firstNumber === undefined ? null : (
            <TextField
              name="firstNumber"
              label={t('seller.firstNumber')}
              hint={t('firstNumberHelp')}
            />
          )}
        </SavedForm>
      ) : null}
    </Panel>
  )
}
