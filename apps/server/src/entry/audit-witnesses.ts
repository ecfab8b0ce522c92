import { parseVerifierKey } from '@sotevarmenne/issuing/signed-note'
import { z } from 'zod'
import type { Witness } from '#audit/index.ts'
import { protectedAddress } from './addresses.ts'

/** `<verifier key> <address>, …`: a verifier key as a witness prints it, `name+id+base64`. */
export const auditWitnesses = z
  .string()
  .default('')
  .transform((text, context) => {
    const witnesses = text.split(',').flatMap((each): readonly Witness[] => {
      const [vkey = '', address = '', ...more] = each.trim().split(/\s+/)
      if (vkey === '') return []
      const key = parseVerifierKey(vkey)
      const url = protectedAddress.safeParse(address)
      if (key?.type !== 'cosignature' || more.length > 0)
        context.addIssue(`no verifier key of a witness and address: "${each.trim()}"`)
      else if (!url.success)
        context.addIssue(
          `the address of a witness ${url.error.issues[0]?.message ?? ''}: ${address}`,
        )
      else return [{ key, url: url.data }]
      return []
    })
    if (new Set(witnesses.map(({ key }) => key.name)).size < witnesses.length)
      context.addIssue('two witnesses have the same name')
    return witnesses
  })
