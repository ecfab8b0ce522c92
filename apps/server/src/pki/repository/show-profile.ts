import type { Page } from '@sotevarmenne/pages/frame'
import type { Language } from '@sotevarmenne/pages/languages'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { ProfileId } from '#pki/ca/contract.ts'
import {
  exampleCertificate,
  exampleIssuers,
  findingsIn,
  isProfile,
  profiles,
  type Issuers,
} from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { profileList, profilePage, type Beside } from './profile-page.ts'

/**
 * The page of a profile, `/profiles/<id>`, next to a certificate with invented data; with
 * `?issuer=…&serial=…` next to that certificate, unless it is a person's: serials are on the CRLs, and must
 * not reveal whose cards were cancelled. Undefined when the target is not such a page.
 */
export function showProfile({
  db,
  clock,
  issuers,
  certificates,
}: {
  readonly db: Db
  readonly clock: Clock
  readonly issuers: Pick<Issuers, 'all' | 'find'>
  readonly certificates: Pick<Certificates, 'findCertificate'>
}) {
  /** One for each profile and CA, issued when it is viewed and there is none that is valid. */
  const examples = new Map<string, Beside>()
  const exampleOf = async (id: ProfileId, wanted: string): Promise<Beside | undefined> => {
    const able = exampleIssuers(id, issuers.all)
    const issuer = able.find((each) => each.id === wanted) ?? able[0]
    if (issuer === undefined) return undefined
    const name = `${id} ${issuer.id}`
    const known = examples.get(name)
    const now = clock.now()
    if (known !== undefined && isValidAt(known.certificate, now)) return known
    const created = await exampleCertificate(id, issuer, instant(now - (now % second)))
    const example: Beside = {
      certificate: created.certificate,
      findings: findingsIn(created.certificate, { profile: profiles[id], issuer: created.issuer }),
      isInvented: true,
    }
    examples.set(name, example)
    return example
  }

  return async (target: string, language: Language): Promise<Page | undefined> => {
    const url = URL.parse(target, 'http://localhost')
    if (url?.pathname === '/profiles/') return profileList(language)
    const [, id = ''] = /^\/profiles\/([a-z-]+)$/.exec(url?.pathname ?? '') ?? []
    if (!isProfile(id)) return undefined
    const requested = {
      issuer: url?.searchParams.get('issuer') ?? '',
      serial: (url?.searchParams.get('serial') ?? '').replaceAll(/[: ]/g, '').toLowerCase(),
    }
    const own = ownCertificate(id, issuers)
    const isPublic = profiles[id].certifies !== 'person'
    const found = requested.serial !== '' && isPublic ? await look(requested) : undefined
    const beside =
      found ??
      (requested.serial === '' ? (own ?? (await exampleOf(id, requested.issuer))) : undefined)
    return profilePage(id, {
      examples: isPublic ? [] : exampleIssuers(id, issuers.all).map((each) => each.id),
      issuers: issuers.all
        .filter(({ role }) => isPublic && profiles[id].issuers.includes(role))
        .map((each) => each.id),
      requested,
      beside,
      isMissing: requested.serial !== '' && beside === undefined,
      language,
    })

    async function look(key: typeof requested): Promise<Beside | undefined> {
      const issuer = issuers.find(key.issuer)
      if (issuer === undefined || !/^([0-9a-f]{2}){1,20}$/.test(key.serial)) return undefined
      const row = await db.read((tx) => certificates.findCertificate(tx, key))
      if (row?.state !== 'issued' || row.profile !== id) return undefined
      const decoded = decodeCertificate(row.der)
      if (!decoded.ok) return undefined
      const certificate = decoded.value
      const ca = issuers.all.find(
        (each) => formatSerial(each.certificate.serial) === formatSerial(certificate.serial),
      )
      const profile = profiles[id]
      return { certificate, findings: findingsIn(certificate, { profile, issuer, ca }) }
    }
  }
}

const isValidAt = ({ notBefore, notAfter }: Certificate, now: Instant): boolean =>
  notBefore <= now && now <= notAfter

/** Certificates of CAs are public: one is shown next to its profile by default. */
function ownCertificate(
  id: ProfileId,
  { all, find }: Pick<Issuers, 'all' | 'find'>,
): Beside | undefined {
  if (profiles[id].certifies !== 'ca') return undefined
  const ca = all.find(({ role }) => (role === 'root') === profiles[id].isSelfSigned)
  const issuer = ca && find(ca.under)
  if (ca === undefined || issuer === undefined) return undefined
  const { certificate } = ca
  return {
    certificate,
    findings: findingsIn(certificate, { profile: profiles[id], issuer, ca }),
  }
}
