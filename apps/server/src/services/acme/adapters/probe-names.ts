import type { Resolver } from 'node:dns/promises'
import { connect as connectTls } from 'node:tls'
import { second } from '@sotevarmenne/kernel/instant'
import type { IpAddressRule } from '@sotevarmenne/kernel/ip-address'
import { ok } from '@sotevarmenne/kernel/result'
import { checkedAddress, openResolver } from '#platform/checked-address.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { addressToReach, fetchPublishedFile } from '#platform/published-file.ts'
import { lookUpDnsTexts, whyOf, within } from '#platform/dns-texts.ts'
import { no } from '../acme-refusal.ts'
import type { NameProbe } from '../deps.ts'
import { serverNameOf } from '../domain/acme-certificate.ts'
import type { CaaRecord } from '../domain/caa.ts'

export type ProbeSettings = {
  readonly mayConnect: IpAddressRule
  /** `192.0.2.53` or `127.0.0.1:5353`; those of the machine by default. */
  readonly resolvers?: readonly string[]
  /** 80 except in tests. */
  readonly httpPort?: number
  /** 443 except in tests. */
  readonly httpsPort?: number
  /** Timeout of one whole probe, including redirects; milliseconds. */
  readonly patience?: number
}

/**
 * Probes names from outside (R196). A name is resolved once, each of its addresses must be one to which the
 * service may connect, and the connection goes to a checked address, not to the name: a different DNS
 * response the second time changes nothing. Each redirect is a new name and is checked again.
 */
export function probeNames({
  mayConnect,
  resolvers,
  httpPort,
  httpsPort = 443,
  patience = 10 * second,
}: ProbeSettings): NameProbe {
  const resolver = openResolver(resolvers)
  const resolveChecked = checkedAddress({ mayConnect, resolver })
  const lookUpTexts = lookUpDnsTexts({ ...(resolvers && { resolvers }), patience })
  const fetchFile = fetchPublishedFile({
    ...{ mayConnect, httpsPort, patience },
    ...(resolvers && { resolvers }),
    ...(httpPort !== undefined && { httpPort }),
  })

  return {
    fetchKeyAuthorization: async (name, token) => {
      const content = await fetchFile(name, token)
      return content.ok ? content : no(content.refusal.kind, content.refusal.detail)
    },
    fetchAcmeCertificate: async (name) => {
      assertOutsideTransaction()
      const signal = AbortSignal.timeout(patience)
      try {
        const address = await within(signal, addressToReach(resolveChecked, name))
        if (!address.ok) return no(address.refusal.kind, address.refusal.detail)
        const to = { host: address.value, port: httpsPort, servername: serverNameOf(name) }
        const shown = await within(signal, certificateShown(to, signal))
        return shown === undefined
          ? no('incorrectResponse', `The server of ${name} does not speak acme-tls/1.`)
          : ok(shown)
      } catch (fault) {
        return no('connection', `${name} was not reached: ${whyOf(fault)}.`)
      }
    },
    lookUpTexts: async (name) => {
      const texts = await lookUpTexts(name)
      return texts.ok
        ? texts
        : no('dns', `The texts of ${name} were not found: ${texts.refusal.because}.`)
    },
    lookUpCaa: async (name) => {
      assertOutsideTransaction()
      const signal = AbortSignal.timeout(patience)
      // From the name up to, and without, the root: the first that has any decides.
      for (let at = name; at !== ''; at = at.includes('.') ? at.slice(at.indexOf('.') + 1) : '')
        try {
          const found = await within(signal, resolver.resolveCaa(at))
          if (found.length > 0) return ok(found.flatMap(recordsOf))
        } catch (fault) {
          if (!isNothingThere(fault))
            return no('dns', `The CAA records of ${at} were not found: ${whyOf(fault)}.`)
        }
      return ok([])
    },
  }
}

/** Node returns the tag as the member's name. */
const recordsOf = ({ critical, ...properties }: CaaOfNode): readonly CaaRecord[] =>
  Object.entries(properties)
    .filter(([tag, value]) => tag !== 'type' && typeof value === 'string')
    .map(([tag, value]) => ({
      ...{ isCritical: critical >= 128, tag: tag.toLowerCase(), value: String(value) },
    }))
type CaaOfNode = Awaited<ReturnType<Resolver['resolveCaa']>>[number]

/** No such name, or no such record: a parent domain may have records. Any other failure is not “none”. */
const isNothingThere = (fault: unknown): boolean =>
  fault instanceof Error &&
  'code' in fault &&
  (fault.code === 'ENOTFOUND' || fault.code === 'ENODATA')

/** Of a server that agrees to `acme-tls/1`, DER; nothing is sent (RFC 8737 § 3). */
function certificateShown(
  to: { readonly host: string; readonly port: number; readonly servername: string },
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      ...{ ...to, ALPNProtocols: ['acme-tls/1'], minVersion: 'TLSv1.2' },
      // Signed by itself; what it contains is the proof.
      rejectUnauthorized: false,
    })
    signal.addEventListener('abort', () => socket.destroy())
    socket.on('error', reject)
    socket.on('secureConnect', () => {
      const shown = socket.getPeerX509Certificate()
      const isAgreed = socket.alpnProtocol === 'acme-tls/1'
      socket.destroy()
      resolve(isAgreed && shown ? new Uint8Array(shown.raw) : undefined)
    })
  })
}
