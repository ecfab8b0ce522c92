import type { Page } from '@sotevarmenne/pages/frame'
import type { Language } from '@sotevarmenne/pages/languages'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import type { ProfileId } from '#authority/contract.ts'
import { findingsIn, isProfile, profiles, type Issuers } from '#authority/index.ts'
import type { Certificates } from '#certificates/index.ts'
import type { Db } from '#platform/db.ts'
import { profileList, profilePage, type Beside } from './pages/profile-page.ts'

/**
 * The page of a profile, `/profiles/<id>`; with `?issuer=…&serial=…` beside that certificate, unless it is a person's: serials
 * stand on the lists, and nobody is to learn from them whose cards were taken away. Undefined when the target is no such page.
 */
export const showProfile =
  ({
    db,
    issuers,
    certificates,
  }: {
    readonly db: Db
    readonly issuers: Pick<Issuers, 'all' | 'find'>
    readonly certificates: Pick<Certificates, 'findCertificate'>
  }) =>
  async (target: string, language: Language): Promise<Page | undefined> => {
    const url = URL.parse(target, 'http://localhost')
    if (url?.pathname === '/profiles/') return profileList(language)
    const [, id = ''] = /^\/profiles\/([a-z-]+)$/.exec(url?.pathname ?? '') ?? []
    if (!isProfile(id)) return undefined
    const asked = {
      issuer: url?.searchParams.get('issuer') ?? '',
      serial: (url?.searchParams.get('serial') ?? '').replaceAll(/[: ]/g, '').toLowerCase(),
    }
    const own = ownCertificate(id, issuers)
    const isPublic = profiles[id].certifies !== 'person'
    const beside = asked.serial === '' ? own : isPublic ? await look(asked) : undefined
    return profilePage(id, {
      issuers: issuers.all
        .filter(({ role }) => isPublic && profiles[id].issuers.includes(role))
        .map((each) => each.id),
      asked,
      beside,
      isMissing: asked.serial !== '' && beside === undefined,
      language,
    })

    async function look(key: typeof asked): Promise<Beside | undefined> {
      const issuer = issuers.find(key.issuer)
      if (issuer === undefined || !/^([0-9a-f]{2}){1,20}$/.test(key.serial)) return undefined
      const row = await db.read((tx) => certificates.findCertificate(tx, key))
      if (row?.state !== 'issued' || row.profile !== id) return undefined
      const decoded = decodeCertificate(row.der)
      if (!decoded.ok) return undefined
      const certificate = decoded.value
      const authority = issuers.all.find(
        (each) => formatSerial(each.certificate.serial) === formatSerial(certificate.serial),
      )
      const profile = profiles[id]
      return { certificate, findings: findingsIn(certificate, { profile, issuer, authority }) }
    }
  }

/** Certificates of authorities are everybody's: one stands beside its profile unasked. */
function ownCertificate(
  id: ProfileId,
  { all, find }: Pick<Issuers, 'all' | 'find'>,
): Beside | undefined {
  if (profiles[id].certifies !== 'authority') return undefined
  const authority = all.find(({ role }) => (role === 'root') === profiles[id].isSelfSigned)
  const issuer = authority && find(authority.under)
  if (authority === undefined || issuer === undefined) return undefined
  const { certificate } = authority
  return {
    certificate,
    findings: findingsIn(certificate, { profile: profiles[id], issuer, authority }),
  }
}
