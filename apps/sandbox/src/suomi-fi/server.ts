import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage } from '@sotevarmenne/pages/page'
import { errors, type Provider } from 'oidc-provider'
import { z } from 'zod'
import type { Fault, Faults } from '../environment/faults.ts'
import { namesThisMachine } from '../environment/this-machine.ts'
import { allMeans, levels } from './means.ts'
import { createProvider, subjectOf, type ProviderDeps } from './provider.ts'

export type SuomiFiDeps = ProviderDeps & { readonly faults: Faults }

/**
 * Simulator of Suomi.fi e-Identification (OpenID Connect): the protocol is the provider's, the page on which
 * a person chooses an identity and a means is ours.
 */
export function createSuomiFi(deps: SuomiFiDeps): FastifyInstance {
  const { site, people, faults, portalUrl } = deps
  const provider = createProvider(deps)
  const speakProtocol = provider.callback()
  const server = Fastify({
    forceCloseConnections: true,
    serverFactory: (ours) =>
      createServer((request, response) => {
        if (isOurPage(request)) ours(request, response)
        else if (!namesThisMachine(request.headers.host)) response.writeHead(421).end()
        else void speakUnlessFaulty(request, response)
      }),
  })
  readForms(server)

  async function speakUnlessFaulty(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (!(await misbehaveRaw(faults.of('suomi-fi'), response)))
      await speakProtocol(request, response)
  }

  server.get('/', (request, reply) => {
    const language = languageOf(request)
    return sendPage(request, reply, site, {
      title: texts.title[language],
      body: html`<h1>${texts.title[language]}</h1>
        <p class="lead">${texts.lead[language]}</p>
        <p>
          <a class="button" href="${portalUrl}/${language}/sign-in">${texts.toPortal[language]}</a>
        </p>`,
    })
  })

  server.get('/identify/:uid', async (request, reply) => {
    const language = languageOf(request)
    const isUnderWay = await provider
      .interactionDetails(request.raw, reply.raw)
      .then(() => true, isGone)
    return sendPage(request, reply, site, {
      title: texts.title[language],
      status: isUnderWay ? 200 : 410,
      mayLeadTo: [new URL(portalUrl).origin],
      body: isUnderWay ? identifyPage(people, language) : gonePage(language),
    })
  })

  server.post('/identify/:uid', async (request, reply) => {
    const chosen = choice.safeParse(request.body)
    if (!chosen.success) return reply.code(400).send({ kind: 'malformed' })
    await forgetFormer(await provider.interactionDetails(request.raw, reply.raw))
    const next = await provider.interactionResult(request.raw, reply.raw, resultOf(chosen.data), {
      mergeWithLastSubmission: false,
    })
    return reply.redirect(next, 303)
  })
  return server

  /**
   * Another person, or another means: the provider would have the browser confirm the end of the former session
   * on a page with a script of its own. The former session ends here.
   */
  async function forgetFormer(
    interaction: Awaited<ReturnType<Provider['interactionDetails']>>,
  ): Promise<void> {
    const { session, exp } = interaction
    if (session === undefined) return
    await provider.Session.findByUid(session.uid).then((former) => former?.destroy())
    delete interaction.session
    await interaction.save(Math.max(1, exp - Math.floor(Date.now() / 1000)))
  }
}

const isOurPage = ({ url = '/' }: IncomingMessage): boolean => /^\/(identify\/|\?|$)/.test(url)

const isGone = (fault: unknown): false => {
  if (fault instanceof errors.SessionNotFound) return false
  throw fault
}

async function misbehaveRaw(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'none':
    case 'busy':
    case 'response-lost':
    case 'out-of-order':
    case 'malformed-event':
      return false
    case 'slow':
      await wait(fault.milliseconds)
      return false
    case 'down':
      response.destroy()
      return true
    case 'wrong':
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ error: 'E_1017', message: 'Sisäinen virhe' }))
      return true
  }
}

const choice = z.union([
  z.object({ action: z.literal('cancel') }),
  z.object({
    action: z.literal('identify'),
    means: z.enum(allMeans.map(({ name }) => name)),
    /** Empty: a person without a Finnish code. */
    identityCode: z.string().max(20),
  }),
])

function resultOf(chosen: z.output<typeof choice>) {
  if (chosen.action === 'cancel') return { error: 'access_denied' }
  const means = allMeans.find(({ name }) => name === chosen.means)
  return {
    login: {
      accountId: subjectOf(chosen.identityCode),
      acr: levels[means?.level ?? 'weak'],
      amr: [chosen.means],
    },
  }
}

const identifyPage = (people: ProviderDeps['people'], language: Language): Html => html`
  <h1>${texts.title[language]}</h1>
  <p class="lead">${texts.forService[language]}</p>
  <form method="post" class="box">
    <fieldset>
      <legend>${texts.means[language]}</legend>
      ${allMeans.map(
        ({ name, text }, index) =>
          html`<div class="choice">
            <input
              type="radio"
              id="means-${name}"
              name="means"
              value="${name}"
              ${index === 0 && html`checked`}
            />
            <label for="means-${name}">${text[language]}</label>
          </div>`,
      )}
    </fieldset>
    <label for="identityCode">${texts.person[language]}</label>
    <select id="identityCode" name="identityCode">
      ${people.map(
        ({ identityCode, inPopulation, shows }) =>
          html`<option value="${identityCode}">
            ${
              inPopulation ? `${inPopulation.surname} ${inPopulation.givenNames}` : shows[language]
            },
            ${identityCode}
          </option>`,
      )}
      <option value="">${texts.noCode[language]}</option>
    </select>
    <div class="row">
      <button name="action" value="identify">${texts.identify[language]}</button>
      <button class="quiet" name="action" value="cancel">${texts.cancel[language]}</button>
    </div>
  </form>
`

const gonePage = (language: Language): Html => html`
  <h1>${texts.gone[language]}</h1>
  <p>${texts.goneHelp[language]}</p>
`

const texts = {
  title: {
    fi: 'Suomi.fi-tunnistus',
    sv: 'Suomi.fi-identifikation',
    en: 'Suomi.fi e-Identification',
  },
  lead: {
    fi: 'Tunnistuspalvelun jäljitelmä. Tunnistautuminen alkaa varmennepalvelun kirjautumissivulta.',
    sv: 'Simulering av identifieringstjänsten. Identifieringen börjar på certifikattjänstens inloggningssida.',
    en: 'A simulator of the identification service. Identification begins at the certificate service’s sign-in page.',
  },
  toPortal: {
    fi: 'Varmennepalvelun kirjautumissivu',
    sv: 'Certifikattjänstens inloggningssida',
    en: 'Sign-in page of the certificate service',
  },
  forService: {
    fi: 'Olet tunnistautumassa varmennepalveluun. Valitse, kuka olet ja miten tunnistaudut.',
    sv: 'Du identifierar dig för certifikattjänsten. Välj vem du är och hur du identifierar dig.',
    en: 'You are identifying yourself to the certificate service. Choose who you are, and how.',
  },
  means: { fi: 'Tunnistustapa', sv: 'Identifieringssätt', en: 'Means of identification' },
  person: { fi: 'Henkilö', sv: 'Person', en: 'Person' },
  noCode: {
    fi: 'Henkilö, jolla ei ole suomalaista henkilötunnusta',
    sv: 'En person utan finländsk personbeteckning',
    en: 'Somebody without a Finnish personal identity code',
  },
  identify: { fi: 'Tunnistaudu', sv: 'Identifiera dig', en: 'Identify yourself' },
  cancel: { fi: 'Keskeytä', sv: 'Avbryt', en: 'Stop' },
  gone: {
    fi: 'Tunnistautuminen on päättynyt',
    sv: 'Identifieringen har avslutats',
    en: 'The identification is over',
  },
  goneHelp: {
    fi: 'Palaa varmennepalveluun ja aloita alusta.',
    sv: 'Gå tillbaka till certifikattjänsten och börja från början.',
    en: 'Go back to the certificate service and start again.',
  },
} as const satisfies Record<string, Text>
