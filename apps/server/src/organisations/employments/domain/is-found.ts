import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'

/** What is sealed of a person. */
type Facts = {
  readonly identityCode: IdentityCode
  readonly name?: string
  readonly title?: string
  readonly unit?: string
  readonly unitOid?: string
  readonly reference?: string
}

type Sought = {
  /** Parts of the name, title, unit and reference in any order, or the whole identity code. */
  readonly search?: string | undefined
  /** Empty for orders that name no unit. */
  readonly unitOid?: string | undefined
}

/** Whether a prepared order or a reported end is among those sought; undefined when all of them are. */
export function factsFilter(
  { search, unitOid }: Sought,
  units: readonly { readonly oid: string; readonly name: string }[] = [],
): ((facts: Facts) => boolean) | undefined {
  if (search === undefined && unitOid === undefined) return undefined
  const identityCode = parseIdentityCode(search ?? '')
  const names = new Map(units.map(({ oid, name }) => [oid, name]))
  const words = fold(search ?? '').split(/\s+/u)
  return (facts) => {
    if (unitOid !== undefined && (facts.unitOid ?? '') !== unitOid) return false
    if (identityCode.ok) return facts.identityCode === identityCode.value
    const { name = '', title = '', reference = '' } = facts
    const unit = facts.unit ?? names.get(facts.unitOid ?? '') ?? ''
    const text = fold([name, title, unit, reference].join('\n'))
    return words.every((word) => text.includes(word))
  }
}

/** `Öberg` is found as `oberg`. */
const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
