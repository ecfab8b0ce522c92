import Fastify, { type FastifyInstance } from 'fastify'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { showInstant } from '@sotevarmenne/kernel/show'
import { z } from 'zod'
import { cardFaultKinds, type CardFaultKind, type CardFaults } from '../environment/card-faults.ts'
import type { DemoClock } from '../environment/clock.ts'
import {
  fault,
  simulators,
  type Fault,
  type Faults,
  type Simulator,
} from '../environment/faults.ts'
import type { OlderCard } from '../environment/older-card.ts'
import { olderCardBox } from './older-card-box.ts'
import { whatToTry } from './what-to-try.ts'
import {
  returnWhenRepeated,
  startAgainBox,
  startingAgain,
  startingAgainTitle,
} from './start-again-box.ts'

export type IndexDeps = {
  readonly site: Site
  readonly clock: DemoClock
  readonly faults: Faults
  readonly cardFaults: CardFaults
  readonly olderCard: OlderCard
  readonly addresses: {
    readonly portal: string
    readonly registers: string
    readonly bureau: string
    readonly mailboxes: string
    readonly suomiFiMessages: string
    readonly invoiceOperator: string
    readonly timeStamps: string
    readonly patientSystem: string
    readonly patientTls: string
    readonly suomiFi: string
    readonly otherCards: string
    readonly validation: string
  }
  /** The reader's page URL with its secret; undefined while the reader software is not running. */
  readonly readerPage: () => Promise<string | undefined>
  /** Certificate file with which `openssl s_client` can verify the patient system's server. */
  readonly patientTlsCa: string
  /**
   * Requests the starter of all programs to delete all data and restart them; undefined where there is no
   * such starter.
   */
  readonly startAgain?: (() => Promise<void>) | undefined
}

/** The front page of the demo environment: links to everything, its faults, and its clock. */
export function createIndex(deps: IndexDeps): FastifyInstance {
  const server = Fastify({ forceCloseConnections: true })
  readForms(server)

  server.get('/', async (request, reply) => {
    const language = languageOf(request)
    return sendPage(request, reply, deps.site, {
      title: texts.title[language],
      body: page(language, deps, {
        readerPage: await deps.readerPage(),
        cardFault: await deps.cardFaults.current(),
        isOlderCardThere: await deps.olderCard.isThere(),
      }),
    })
  })

  server.get('/clock', (_request, reply) =>
    reply.send({ now: deps.clock.now(), aheadMilliseconds: deps.clock.aheadMilliseconds() }),
  )
  server.post('/clock', async (request, reply) => {
    const requested = moveClock.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    await ('to' in requested.data
      ? deps.clock.moveToNextLetter()
      : deps.clock.moveDays(requested.data.days))
    return reply.redirect('/', 303)
  })

  server.post('/faults', (request, reply) => {
    const requested = setFault.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    deps.faults.set(requested.data.simulator, fault.parse(requested.data))
    return reply.redirect('/', 303)
  })

  server.post('/card-fault', async (request, reply) => {
    const requested = setCardFault.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    await deps.cardFaults.set(requested.data.kind, requested.data.afterCommands)
    return reply.redirect('/', 303)
  })

  server.post('/older-card', async (_request, reply) => {
    await deps.olderCard.make()
    return reply.redirect('/', 303)
  })
  server.post('/start-again', async (request, reply) => {
    if (!deps.startAgain) return reply.code(404).send({ kind: 'not-found' })
    await deps.startAgain()
    const language = languageOf(request)
    return sendPage(request, reply, deps.site, {
      title: startingAgainTitle[language],
      body: startingAgain(language),
      script: returnWhenRepeated,
    })
  })
  return server
}

const moveClock = z.union([
  z.object({ to: z.literal('next-letter') }),
  z.object({ days: z.coerce.number().int().min(1).max(3660) }),
])

/** More than any operation sends to a card. */
const maxCommands = 999

const setFault = z.looseObject({
  simulator: z.enum(simulators),
  kind: z.enum(['none', 'slow', 'down', 'wrong', 'out-of-order', 'malformed-event']),
})

const setCardFault = z.object({
  kind: z.enum(cardFaultKinds),
  afterCommands: z.coerce.number().int().min(0).max(maxCommands).default(0),
})

const page = (
  language: Language,
  deps: IndexDeps,
  {
    readerPage,
    cardFault,
    isOlderCardThere,
  }: {
    readonly readerPage: string | undefined
    readonly cardFault: CardFaultKind
    readonly isOlderCardThere: boolean
  },
): Html => html`
  <h1>${texts.title[language]}</h1>
  <p class="lead">${texts.lead[language]}</p>
  <section class="box" id="clock">
    <h2>${texts.clock[language]}</h2>
    <p>
      <strong>${showInstant(deps.clock.now(), language)}</strong>
      ${deps.clock.aheadMilliseconds() > 0 ? texts.ahead[language] : texts.real[language]}
    </p>
    <p class="note">${texts.clockNote[language]}</p>
    <div class="row">
      <form method="post" action="/clock">
        <input type="hidden" name="to" value="next-letter" />
        <button>${texts.nextLetter[language]}</button>
      </form>
      <form method="post" action="/clock" class="row">
        <div>
          <label for="days">${texts.days[language]}</label>
          <input
            id="days"
            name="days"
            type="number"
            min="1"
            max="3660"
            value="1"
            required
            inputmode="numeric"
          />
        </div>
        <button class="quiet">${texts.move[language]}</button>
      </form>
    </div>
  </section>
  <div class="boxes">
    ${place(texts.portal, texts.portalNote, deps.addresses.portal, language)}
    ${
      readerPage === undefined
        ? html`<section class="box">
            <h2>${texts.reader[language]}</h2>
            <p>${texts.readerMissing[language]}</p>
          </section>`
        : place(
            texts.reader,
            texts.readerNote,
            readerPage,
            language,
            cardFaultForm(cardFault, language),
          )
    }
    ${olderCardBox(language, isOlderCardThere)}
    ${place(texts.patient, texts.patientNote, deps.addresses.patientSystem, language)}
    ${place(
      texts.letters,
      texts.lettersNote,
      deps.addresses.bureau,
      language,
      faultForm('bureau', deps.faults, language),
    )}
    ${place(
      texts.mail,
      texts.mailNote,
      deps.addresses.mailboxes,
      language,
      faultForm('mail', deps.faults, language),
    )}
    ${place(
      texts.messages,
      texts.messagesNote,
      deps.addresses.suomiFiMessages,
      language,
      faultForm('suomi-fi-messages', deps.faults, language),
    )}
    ${place(
      texts.invoices,
      texts.invoicesNote,
      deps.addresses.invoiceOperator,
      language,
      faultForm('invoice-operator', deps.faults, language),
    )}
    ${place(
      texts.timeStamps,
      texts.timeStampsNote,
      deps.addresses.timeStamps,
      language,
      faultForm('time-stamps', deps.faults, language),
    )}
    ${place(
      texts.registers,
      texts.registersNote,
      deps.addresses.registers,
      language,
      html`${faultForm('rights', deps.faults, language)}
      ${faultForm('population', deps.faults, language)}
      ${faultForm('code-service', deps.faults, language)}
      ${faultForm('business-register', deps.faults, language)}`,
    )}
    ${place(
      texts.suomiFi,
      texts.suomiFiNote,
      deps.addresses.suomiFi,
      language,
      faultForm('suomi-fi', deps.faults, language),
    )}
    ${place(
      texts.otherCards,
      texts.otherCardsNote,
      deps.addresses.otherCards,
      language,
      html`${faultForm('other-cards-ocsp', deps.faults, language)}
      ${faultForm('other-cards-lists', deps.faults, language)}
      ${faultForm('other-cards-look-up', deps.faults, language)}`,
    )}
    ${place(texts.root, texts.rootNote, `${deps.addresses.validation}/ca/root-g1-ecc.crt`, language)}
  </div>
  ${whatToTry(language, deps.addresses)} ${deps.startAgain && startAgainBox(language)}
  <section class="box">
    <h2>${texts.tlsTitle[language]}</h2>
    <p>${texts.tls[language]}</p>
    <pre tabindex="0" class="command">${opensslCommand(deps)}</pre>
  </section>
`

/**
 * Mutual TLS with the card through PKCS#11, as it can be pasted into a terminal: OpenSSL's provider
 * `pkcs11` is pointed at OpenSC, and prompts for PIN1. The default provider comes first, as the other one
 * verifies no server signature.
 */
const opensslCommand = ({
  addresses,
  patientTlsCa,
}: Pick<IndexDeps, 'addresses' | 'patientTlsCa'>): string =>
  [
    String.raw`printf 'GET /who HTTP/1.0\r\n\r\n' |`,
    `PKCS11_PROVIDER_MODULE=${openscModule}`,
    'openssl s_client -quiet -provider default -provider pkcs11',
    `-connect ${new URL(addresses.patientTls).host} -CAfile ${quoted(patientTlsCa)} -verify_return_error`,
    `-cert '${keyOnCard};type=cert'`,
    `-key '${keyOnCard};type=private'`,
  ].join(' \\\n  ')

/** The token of PIN1 on a professional card, and its key (RFC 7512). */
const keyOnCard = 'pkcs11:token=AMMATTIKORTTI%20(PIN1);id=%45'

/** Path of the module in Debian's package opensc-pkcs11. */
const openscModule = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/opensc-pkcs11.so`

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

const place = (name: Text, note: Text, href: string, language: Language, more?: Html): Html => html`
  <section class="box">
    <h2>${name[language]}</h2>
    <p>${note[language]}</p>
    <p><a class="button" href="${href}">${texts.open[language]}: ${name[language]}</a></p>
    ${more}
  </section>
`

function faultForm(simulator: Simulator, faults: Faults, language: Language): Html {
  const current = faults.of(simulator).kind
  const kinds: readonly Fault['kind'][] = [
    ...(['none', 'slow', 'down', 'wrong'] as const),
    ...(simulator === 'rights' || simulator === 'population'
      ? (['out-of-order', 'malformed-event'] as const)
      : []),
    ...(simulator === 'suomi-fi-messages' ? (['busy', 'response-lost'] as const) : []),
  ]
  return html`<form method="post" action="/faults" class="row">
    <input type="hidden" name="simulator" value="${simulator}" />
    <div>
      <label for="fault-${simulator}">${simulatorNames[simulator][language]}</label>
      <select id="fault-${simulator}" name="kind">
        ${options(kinds, current, faultNames, language)}
      </select>
    </div>
    <button
      class="quiet"
      aria-label="${texts.set[language]}: ${simulatorNames[simulator][language]}"
    >
      ${texts.set[language]}
    </button>
  </form>`
}

const cardFaultForm = (current: CardFaultKind, language: Language): Html =>
  html`<form method="post" action="/card-fault" class="row">
    <div>
      <label for="card-fault">${texts.cardFault[language]}</label>
      <select id="card-fault" name="kind">
        ${options(cardFaultKinds, current, cardFaultNames, language)}
      </select>
    </div>
    <div>
      <label for="after-commands">${texts.afterCommands[language]}</label>
      <input
        id="after-commands"
        name="afterCommands"
        type="number"
        min="0"
        max="${String(maxCommands)}"
        value="0"
        required
        inputmode="numeric"
      />
    </div>
    <button class="quiet" aria-label="${texts.set[language]}: ${texts.cardFault[language]}">
      ${texts.set[language]}
    </button>
  </form>`

const options = <Kind extends string>(
  kinds: readonly Kind[],
  current: Kind,
  names: Readonly<Record<Kind, Text>>,
  language: Language,
): readonly Html[] =>
  kinds.map((kind) =>
    kind === current
      ? html`<option value="${kind}" selected>${names[kind][language]}</option>`
      : html`<option value="${kind}">${names[kind][language]}</option>`,
  )

const cardFaultNames: Readonly<Record<CardFaultKind, Text>> = {
  none: { fi: 'toimii', sv: 'fungerar', en: 'works' },
  removed: {
    fi: 'vedetään pois kesken',
    sv: 'dras ut mitt i allt',
    en: 'is pulled out half-way',
  },
  mute: { fi: 'ei vastaa', sv: 'svarar inte', en: 'does not answer' },
  'wrong-status': { fi: 'vastaa väärin', sv: 'svarar fel', en: 'answers wrongly' },
  slow: { fi: 'hidas', sv: 'långsamt', en: 'slow' },
}

const simulatorNames: Readonly<Record<Simulator, Text>> = {
  'suomi-fi': {
    fi: 'Suomi.fi-tunnistus: toiminta',
    sv: 'Suomi.fi-identifikation: funktion',
    en: 'Suomi.fi e-Identification: behaviour',
  },
  rights: {
    fi: 'Terhikki ja Suosikki: toiminta',
    sv: 'Terhikki och Suosikki: funktion',
    en: 'Terhikki and Suosikki: behaviour',
  },
  population: {
    fi: 'Väestötiedot: toiminta',
    sv: 'Befolkningsdata: funktion',
    en: 'Population data: behaviour',
  },
  'code-service': {
    fi: 'Koodistopalvelu: toiminta',
    sv: 'Kodtjänsten: funktion',
    en: 'Code service: behaviour',
  },
  'business-register': {
    fi: 'Yritys- ja yhteisötietojärjestelmä: toiminta',
    sv: 'Företags- och organisationsdatasystemet: funktion',
    en: 'Business Information System: behaviour',
  },
  bureau: {
    fi: 'Kirjapaino: toiminta',
    sv: 'Tryckeriet: funktion',
    en: 'Card and letter bureau: behaviour',
  },
  mail: {
    fi: 'Sähköposti: toiminta',
    sv: 'E-post: funktion',
    en: 'E-mail: behaviour',
  },
  'suomi-fi-messages': {
    fi: 'Suomi.fi-viestit: toiminta',
    sv: 'Suomi.fi-meddelanden: funktion',
    en: 'Suomi.fi Messages: behaviour',
  },
  'invoice-operator': {
    fi: 'Verkkolaskuoperaattori: toiminta',
    sv: 'E-fakturaoperatören: funktion',
    en: 'Operator of e-invoices: behaviour',
  },
  'other-cards-ocsp': {
    fi: 'Muiden korttien OCSP: toiminta',
    sv: 'OCSP för andras kort: funktion',
    en: 'OCSP of others’ cards: behaviour',
  },
  'other-cards-lists': {
    fi: 'Muiden korttien sulkulistat: toiminta',
    sv: 'Spärrlistor för andras kort: funktion',
    en: 'Lists of others’ cards: behaviour',
  },
  'other-cards-look-up': {
    fi: 'Organisaatiokortin haltijan haku: toiminta',
    sv: 'Sökning av organisationskortets innehavare: funktion',
    en: 'Look-up of an organisation card’s holder: behaviour',
  },
  'time-stamps': {
    fi: 'Aikaleimat: toiminta',
    sv: 'Tidsstämplar: funktion',
    en: 'Time-stamps: behaviour',
  },
}

const faultNames: Readonly<Record<Fault['kind'], Text>> = {
  none: { fi: 'toimii', sv: 'fungerar', en: 'works' },
  slow: { fi: 'hidas (10 s)', sv: 'långsam (10 s)', en: 'slow (10 s)' },
  down: { fi: 'ei vastaa', sv: 'svarar inte', en: 'does not answer' },
  wrong: { fi: 'vastaa väärin', sv: 'svarar fel', en: 'answers wrongly' },
  busy: { fi: 'liikaa pyyntöjä (429)', sv: 'för många anrop (429)', en: 'too many requests (429)' },
  'response-lost': {
    fi: 'ottaa viestin vastaan, vastaus katoaa',
    sv: 'tar emot meddelandet, svaret försvinner',
    en: 'accepts the message, the response is lost',
  },
  'out-of-order': {
    fi: 'muutokset väärässä järjestyksessä',
    sv: 'ändringarna i fel ordning',
    en: 'changes out of order',
  },
  'malformed-event': {
    fi: 'yhdessä muutoksessa virheellinen henkilötunnus',
    sv: 'felaktig personbeteckning i en ändring',
    en: 'one change with a malformed identity code',
  },
}

const texts = {
  title: { fi: 'Kokeiluympäristö', sv: 'Demomiljön', en: 'The demo environment' },
  lead: {
    fi: 'Kaikki, mitä muut oikeasti ylläpitävät: rekisterit, posti, sairaala ja aika.',
    sv: 'Allt som i verkligheten är andras: register, post, sjukhus och tid.',
    en: 'Everything that in reality belongs to others: registers, post, a hospital, and time.',
  },
  clock: { fi: 'Kello', sv: 'Klocka', en: 'Clock' },
  ahead: {
    fi: '(edellä oikeaa aikaa)',
    sv: '(före den verkliga tiden)',
    en: '(ahead of real time)',
  },
  real: { fi: '(oikea aika)', sv: '(verklig tid)', en: '(real time)' },
  clockNote: {
    fi: 'Aktivointikirje lähtee muutama arkipäivä kortin valmistumisen jälkeen. Kelloa voi siirtää vain eteenpäin.',
    sv: 'Aktiveringsbrevet skickas några vardagar efter att kortet blivit klart. Klockan går bara att flytta framåt.',
    en: 'An activation letter leaves a few working days after its card. The clock moves only forward.',
  },
  nextLetter: {
    fi: 'Siirrä seuraavaan kirjeeseen',
    sv: 'Flytta till nästa brev',
    en: 'Move to the next letter',
  },
  days: { fi: 'Päiviä', sv: 'Dagar', en: 'Days' },
  move: { fi: 'Siirrä eteenpäin', sv: 'Flytta framåt', en: 'Move forward' },
  portal: { fi: 'Varmennepalvelu', sv: 'Certifikattjänsten', en: 'The certificate service' },
  portalNote: {
    fi: 'Rekisteröijän työpöytä ja kortinhaltijan sivut.',
    sv: 'Registrerarens skrivbord och kortinnehavarens sidor.',
    en: 'The registrar’s desk and the holder’s pages.',
  },
  reader: { fi: 'Kortinlukijaohjelmisto', sv: 'Kortläsarprogrammet', en: 'The reader software' },
  readerNote: {
    fi: 'Laita kortti lukijaan, aktivoi se ja kirjoita tunnusluvut.',
    sv: 'Sätt kortet i läsaren, aktivera det och skriv koderna.',
    en: 'Put a card in, activate it, and type PINs.',
  },
  cardFault: {
    fi: 'Kortti lukijassa: toiminta',
    sv: 'Kortet i läsaren: funktion',
    en: 'Card in the reader: behaviour',
  },
  afterCommands: {
    fi: 'Komentoja ennen sitä',
    sv: 'Kommandon dessförinnan',
    en: 'Commands before that',
  },
  readerMissing: {
    fi: 'Kortinlukijaohjelmisto ei ole käynnissä.',
    sv: 'Kortläsarprogrammet är inte igång.',
    en: 'The reader software is not running.',
  },
  patient: {
    fi: 'Potilastietojärjestelmä',
    sv: 'Patientdatasystem',
    en: 'Patient system',
  },
  patientNote: {
    fi: 'Kirjaudu ja allekirjoita ammattikortilla.',
    sv: 'Logga in och underteckna med yrkeskortet.',
    en: 'Log in and sign with a professional card.',
  },
  tlsTitle: {
    fi: 'Kortilla päätteestä: mutual TLS',
    sv: 'Med kort från terminalen: mutual TLS',
    en: 'With a card from a terminal: mutual TLS',
  },
  tls: {
    fi: 'Potilastietojärjestelmän toinen kirjautumistapa. Kortin on oltava PC/SC-lukijassa, ja tietokoneessa Debianin paketit opensc-pkcs11 ja pkcs11-provider. OpenSSL kysyy perustunnusluvun (PIN1).',
    sv: 'Patientdatasystemets andra inloggningssätt. Kortet ska sitta i en PC/SC-läsare, och datorn behöver Debianpaketen opensc-pkcs11 och pkcs11-provider. OpenSSL frågar efter baskoden (PIN1).',
    en: 'The patient system’s other way to log in. The card has to be in a PC/SC reader, and the machine needs the Debian packages opensc-pkcs11 and pkcs11-provider. OpenSSL asks for the basic PIN (PIN1).',
  },
  letters: {
    fi: 'Kirjapaino ja posti',
    sv: 'Tryckeriet och posten',
    en: 'Card and letter bureau and post',
  },
  lettersNote: {
    fi: 'Lähetetyt aktivointikirjeet avattaviksi.',
    sv: 'Skickade aktiveringsbrev, färdiga att öppnas.',
    en: 'Sent activation letters, for you to open.',
  },
  mail: { fi: 'Sähköpostit', sv: 'E-post', en: 'E-mail' },
  mailNote: {
    fi: 'Kortinhaltijoille lähetetyt viestit luettaviksi.',
    sv: 'Meddelanden till kortinnehavare, att läsa.',
    en: 'Messages sent to card holders, for you to read.',
  },
  messages: { fi: 'Suomi.fi-viestit', sv: 'Suomi.fi-meddelanden', en: 'Suomi.fi Messages' },
  messagesNote: {
    fi: 'Viestit ihmisille, joita sähköposti ei tavoita: postilaatikossa tai kirjeenä.',
    sv: 'Meddelanden till människor som e-posten inte når: i postlådan eller som brev.',
    en: 'Messages to people whom e-mail does not reach: in the mailbox or as a letter.',
  },
  invoices: { fi: 'Verkkolaskut', sv: 'E-fakturor', en: 'E-invoices' },
  invoicesNote: {
    fi: 'Organisaatioille lähetetyt laskut avattaviksi.',
    sv: 'Fakturor som har skickats till organisationer, att öppna.',
    en: 'Invoices sent to organisations, for you to open.',
  },
  timeStamps: { fi: 'Aikaleimapalvelu', sv: 'Tidsstämplingstjänsten', en: 'Time-stamp authority' },
  timeStampsNote: {
    fi: 'Todistaa, milloin allekirjoitus viimeistään oli olemassa.',
    sv: 'Intygar när en underskrift senast fanns.',
    en: 'Vouches for when a signature existed at the latest.',
  },
  registers: { fi: 'Rekisterit', sv: 'Register', en: 'Registers' },
  registersNote: {
    fi: 'Keksittyjä ihmisiä ja heidän oikeutensa, ja organisaatioita.',
    sv: 'Påhittade människor och deras rättigheter, och organisationer.',
    en: 'Invented people and their rights, and organisations.',
  },
  suomiFi: {
    fi: 'Suomi.fi-tunnistus',
    sv: 'Suomi.fi-identifikation',
    en: 'Suomi.fi e-Identification',
  },
  suomiFiNote: {
    fi: 'Tunnistautuminen ilman korttia: pankkitunnus, mobiilivarmenne tai henkilökortti.',
    sv: 'Identifiering utan kort: bankkoder, mobilcertifikat eller identitetskort.',
    en: 'Identification without a card: bank, mobile certificate or identity card.',
  },
  otherCards: {
    fi: 'Muiden kortit',
    sv: 'Andras kort',
    en: 'Others’ cards',
  },
  otherCardsNote: {
    fi: 'Poliisin henkilökortteja ja organisaatiokortteja kirjautumiseen, ja niiden sulkutiedot.',
    sv: 'Polisens identitetskort och organisationskort för inloggning, och deras spärruppgifter.',
    en: 'The police’s identity cards and organisation cards to sign in by, and their revocation.',
  },
  root: {
    fi: 'TEST-juurivarmenne',
    sv: 'TEST-rotcertifikat',
    en: 'TEST root certificate',
  },
  rootNote: {
    fi: 'Luottavan osapuolen luottamusankkuri.',
    sv: 'Den förlitande partens förtroendeankare.',
    en: 'The trust anchor of relying parties.',
  },
  open: { fi: 'Avaa', sv: 'Öppna', en: 'Open' },
  set: { fi: 'Aseta', sv: 'Ställ in', en: 'Set' },
} as const satisfies Record<string, Text>
