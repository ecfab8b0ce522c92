import { createPublicKey, randomBytes, verify } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { second } from '@sotevarmenne/kernel/instant'
import { isLanguage, type Language } from '@sotevarmenne/pages/languages'
import { languageOf, sendPage, type Site } from '@sotevarmenne/pages/page'
import { signWith } from '@sotevarmenne/smartcard/use'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { z } from 'zod'
import type { BrowserTrust } from '../browsers/trust-browsers.ts'
import type { CardDesk, CardSeen, Seen } from '../cards/card-desk.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { mayBeUsed } from '../cards/right-of-use.ts'
import type { Clock } from '../clock.ts'
import { diagnose, type Finding } from '../diagnosis/diagnose.ts'
import type { Releases } from '../release/releases.ts'
import { originsIn, type SettingsStore } from '../settings/settings.ts'
import { keyTypeOf } from '../signing-api/sign.ts'
import { diagnosisPage } from './diagnosis-page.ts'
import { diagnosisTexts } from './diagnosis-texts.ts'
import { requestContacts } from './service-contacts.ts'
import { helpPage } from './help-page.ts'
import { settingsPage, type SettingsSeen } from './settings-page.ts'
import { helpTexts, settingsTexts, testTexts } from './settings-texts.ts'
import { testPage, type CardToTry, type Tried } from './test-page.ts'
import { rightText, useTexts } from './right-texts.ts'
import { refusalTexts, texts } from './texts.ts'

export type MoreDeps = {
  readonly desk: CardDesk
  readonly clock: Clock
  readonly settings: SettingsStore
  readonly releases: Releases
  readonly browsers: BrowserTrust
  readonly version: string
  /** Where the signing API listens. */
  readonly apiPorts: () => { readonly api: string; readonly apiTls: string }
  /** Origin of the service's own pages. */
  readonly serviceOrigin: string
}

/** The pages that are not about one card: diagnosis, test, settings, help. */
export function addMorePages(pages: FastifyInstance, deps: MoreDeps, site: Site): void {
  pages.get('/diagnosis', async (request, reply) => {
    const language = languageOf(request)
    return sendPage(request, reply, site, {
      title: diagnosisTexts.title[language],
      body: diagnosisPage(language, await accessEverything(deps)),
    })
  })

  pages.get('/help', async (request, reply) => {
    const language = languageOf(request)
    const contacts = await requestContacts(deps.serviceOrigin)
    return sendPage(request, reply, site, {
      title: helpTexts.title[language],
      body: helpPage(language, deps.serviceOrigin, deps.apiPorts(), contacts),
    })
  })

  addTryPage(pages, deps, site)
  addSettingsPage(pages, deps, site)
}

async function accessEverything(deps: MoreDeps): Promise<readonly Finding[]> {
  const { desk, releases, browsers } = deps
  const [readers, stores] = await Promise.all([
    Promise.all(desk.readers.map((reader) => seeNow(reader, desk))),
    browsers.see(),
    releases.request(),
  ])
  return diagnose({
    isReaderServiceRunning: desk.isServiceRunning(),
    readers,
    serviceClockAhead: releases.serviceClockAhead(),
    isTooOld: releases.tooOldFor() !== undefined,
    hasNewer: releases.newer() !== undefined,
    browsers: stores.map(({ isTrusted }) => isTrusted),
  })
}

/** What is in the reader, with the revocation status queried again. */
async function seeNow(reader: CardReader, desk: CardDesk): Promise<Seen> {
  const seen = await desk.see(reader)
  if (seen.state !== 'card') return seen
  const { card } = seen
  const wait = { limit: statusLimit, isNew: true }
  const rightNow = async (purpose: KeyPurpose) =>
    card.rights[purpose] && { [purpose]: await desk.awaitRight(card, purpose, wait) }
  const [authentication, signature] = await Promise.all([
    rightNow('authentication'),
    rightNow('signature'),
  ])
  return { state: 'card', card: { ...card, rights: { ...authentication, ...signature } } }
}

/** How long a page waits for the revocation status, in milliseconds. */
const statusLimit = 5 * second

function addTryPage(pages: FastifyInstance, { desk, releases }: MoreDeps, site: Site): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, tried?: Tried) => {
    const language = languageOf(request)
    const cards = await Promise.all(
      desk.readers.map(async (reader): Promise<readonly CardToTry[]> => {
        const seen = await desk.see(reader)
        return seen.state === 'card' ? [{ reader, card: seen.card }] : []
      }),
    )
    return sendPage(request, reply, site, {
      title: testTexts.title[language],
      body: testPage(language, cards.flat(), {
        ...(tried && { tried }),
        tooOldFor: releases.tooOldFor(),
      }),
      status: tried?.isGood === false ? 422 : 200,
    })
  }
  pages.get('/test', (request, reply) => show(request, reply))
  pages.post('/test', async (request, reply) => {
    const requested = tryFields.safeParse(request.body)
    const reader = requested.success ? desk.find(requested.data.reader) : undefined
    const seen = reader && (await desk.see(reader))
    if (!requested.success || !reader || seen?.state !== 'card' || !(await releases.isNewEnough()))
      return show(request, reply)
    const { purpose, pin } = requested.data
    const language = languageOf(request)
    const outcome = await tryCard(desk, { reader, card: seen.card }, { purpose, pin, language })
    return show(request, reply, { readerId: reader.id, purpose, ...outcome })
  })
}

const tryFields = z.object({
  reader: z.string(),
  purpose: z.enum(['authentication', 'signature']),
  pin: z.string().trim().default(''),
})

/** Signs random bytes of our own, which nobody else can use, and verifies the signature. */
async function tryCard(
  desk: CardDesk,
  { reader, card }: CardToTry,
  {
    purpose,
    pin,
    language,
  }: { readonly purpose: KeyPurpose; readonly pin: string; readonly language: Language },
): Promise<Pick<Tried, 'isGood' | 'text'>> {
  const bad = (text: string) => ({ isGood: false, text })
  const right = await desk.awaitRight(card, purpose, { limit: statusLimit })
  if (!mayBeUsed(right)) return bad(rightText(right, language))
  const certificate = certificateOf(card, purpose)
  if (!certificate) return bad(useTexts.unreadable[language])

  const data = new Uint8Array(Buffer.concat([Buffer.from('test;'), randomBytes(64)]))
  const isRsa = keyTypeOf(certificate) === 'RSA'
  const signed = await desk.use(reader, (channel) =>
    signWith(channel, { purpose, pin, algorithm: isRsa ? 'rsa-sha256' : 'ecdsa-sha384', data }),
  )
  if (!signed.ok) {
    const { refusal } = signed
    const text =
      refusal.kind in refusalTexts
        ? refusalTexts[refusal.kind as keyof typeof refusalTexts][language]
        : refusalTexts['card-refused'][language]
    if (refusal.kind !== 'wrong-pin') return bad(text)
    return bad(`${text} ${texts.triesLeft[language]}: ${String(refusal.triesLeft)}.`)
  }
  const key = createPublicKey({
    key: Buffer.from(certificate.subjectPublicKeyInfo),
    format: 'der',
    type: 'spki',
  })
  return verify(isRsa ? 'sha256' : 'sha384', data, key, signed.value)
    ? { isGood: true, text: testTexts.verified[language] }
    : bad(testTexts.notVerified[language])
}

function certificateOf({ certificates }: CardSeen, purpose: KeyPurpose) {
  const der = certificates.find((each) => each.purpose === purpose)?.der
  const certificate = der && decodeCertificate(der)
  return certificate?.ok ? certificate.value : undefined
}

function addSettingsPage(
  pages: FastifyInstance,
  { desk, settings, releases, browsers, version }: MoreDeps,
  site: Site,
): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    trouble: Partial<Pick<SettingsSeen, 'mistake' | 'typedSites'>> = {},
  ) => {
    const language = languageOf(request)
    return sendPage(request, reply, site, {
      title: settingsTexts.title[language],
      body: settingsPage(language, {
        settings: await settings.load(),
        fixed: settings.fixed ?? [],
        readers: desk.readers,
        stores: await browsers.see(),
        version,
        newer: releases.newer(),
        tooOldFor: releases.tooOldFor(),
        mistake: undefined,
        typedSites: undefined,
        ...trouble,
      }),
      status: trouble.mistake ? 422 : 200,
    })
  }
  const home = `${site.home}settings`

  pages.get('/settings', (request, reply) => show(request, reply))
  pages.post('/settings', async (request, reply) => {
    const typed = settingsFields.parse(request.body)
    const listed = originsIn(typed.siteList)
    if (typed.sites === 'listed' && 'wrong' in listed) {
      const text = `${settingsTexts.wrongSite[languageOf(request)]} ${listed.wrong}`
      return show(request, reply, { mistake: { text, at: 'sites' }, typedSites: typed.siteList })
    }
    await settings.save({
      ...(isLanguage(typed.language) && { language: typed.language }),
      ...(typed.reader !== '' && { readerId: typed.reader }),
      startsWithSession: typed.startsWithSession === 'yes',
      ...(typed.sites === 'listed' && 'origins' in listed && { sites: [...listed.origins] }),
    })
    const query = isLanguage(typed.language) ? `?language=${typed.language}` : ''
    return reply.redirect(home + query, 303)
  })

  pages.post('/browsers', async (request, reply) => {
    const requested = browserFields.safeParse(request.body)
    if (!requested.success) return reply.redirect(home, 303)
    const done = await (requested.data.what === 'trust' ? browsers.give() : browsers.takeBack())
    if (done.ok) return reply.redirect(`${home}#browsers`, 303)
    const text = settingsTexts.storesNotWritable[languageOf(request)]
    return show(request, reply, { mistake: { text, at: 'browsers' } })
  })
}

const typed = z.string().default('')
const settingsFields = z.object({
  language: typed,
  reader: typed,
  startsWithSession: typed,
  sites: typed,
  siteList: typed,
})
const browserFields = z.object({ what: z.enum(['trust', 'untrust']) })
