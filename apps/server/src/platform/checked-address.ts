import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { second } from '@sotevarmenne/kernel/instant'
import type { IpAddressRule } from '@sotevarmenne/kernel/ip-address'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** `address-not-allowed`: at least one of its addresses is one to which the service does not connect. */
export type NoAddress = {
  readonly kind: 'no-address' | 'address-not-allowed'
  /** The host was an address itself. */
  readonly isAddress: boolean
}

/** The address to connect to. */
export type AddressOf = (host: string) => Promise<Result<string, NoAddress>>

/**
 * For connections to addresses that somebody outside has chosen: a name is resolved once, each of its addresses must
 * be one to which the service may connect, and the connection goes to the returned address, not to the name. A
 * different DNS response the second time changes nothing.
 */
export function checkedAddress({
  mayConnect,
  resolver,
}: {
  readonly mayConnect: IpAddressRule
  readonly resolver: Pick<Resolver, 'resolve4' | 'resolve6'>
}): AddressOf {
  return async (host) => {
    if (isIP(host) !== 0)
      return mayConnect(host) ? ok(host) : refuse({ kind: 'address-not-allowed', isAddress: true })
    const responses = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const addresses = responses.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
    const [first] = addresses
    if (first === undefined) return refuse({ kind: 'no-address', isAddress: false })
    return addresses.every(mayConnect)
      ? ok(first)
      : refuse({ kind: 'address-not-allowed', isAddress: false })
  }
}

/** `192.0.2.53` or `127.0.0.1:5353`; those of the machine by default. */
export function openResolver(resolvers: readonly string[] = []): Resolver {
  const resolver = new Resolver({ timeout: 2 * second, tries: 2 })
  if (resolvers.length > 0) resolver.setServers(resolvers)
  return resolver
}
