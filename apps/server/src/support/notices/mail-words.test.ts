import { noticeTitles } from '@sotevarmenne/api/words'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cancellationReason, cardProduct, replacementReason } from '@sotevarmenne/api/cards'
import { spareCancellationReason } from '@sotevarmenne/api/spare-cards'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { exampleServiceContacts as contacts } from '#platform/service-contacts.ts'
import type { CardOfNotice } from '#cards/lifecycle/contract.ts'
import { notifiedOf, notifyingOf } from './domain/notify.ts'
import { wordsOf } from './mail-words.ts'

/**
 * What a mail may claim, as it stands in each language. A row of the table below names every claim that its
 * mail makes: any other in its text is false in that case.
 */
/* cspell:disable */
const claims = {
  /** The card that the new one replaces can still be used. */
  'former-works': [/[Ee]ntinen korttisi toimii/, /tidigare kort fungerar/, /former card works/],
  /** The card that it replaces cannot be used. */
  'former-cancelled': [
    /Entinen korttisi on suljettu/,
    /tidigare kort är spärrat/,
    /former card is cancelled/,
  ],
  'broken-to-be-cancelled': [
    /Rikkinäinen kortti suljetaan/,
    /trasiga kortet spärras/,
    /broken card is cancelled/,
  ],
  /** The card of the mail can be used. */
  works: [
    /Voit käyttää korttia|voi(t)? kirjautua ja allekirjoittaa/,
    /kan använda kortet|kan (du )?logga in och underteckna/,
    /can go on using the card|can log in and sign/,
  ],
  /** The card of the mail cannot be used. */
  cancelled: [
    /(Kortti|Varakortti|entinen) on suljettu|kortti suljettiin/,
    /kan inte längre användas|spärrats slutgiltigt|kortet spärrades/,
    /can no longer be used|cancelled for good|card was cancelled/,
  ],
  'not-produced': [
    /ei valmisteta|ei toteuteta|ei onnistunut/,
    /tillverkas inte|fullföljs den inte|kunde inte tillverkas/,
    /will not be made|not carried out|could not be made/,
  ],
  'order-again-by-point': [
    /tekee uuden tilauksen oikeilla/,
    /ny beställning med rätta/,
    /new order with the right details/,
  ],
  /** The holder orders the next card in the service. */
  online: [
    /tilaat palvelussa|uusi ammattikorttisi palvelussa/,
    /beställer du i tjänsten|förnyar du ditt yrkeskort i tjänsten/,
    /order a new professional card in the service|renew your professional card in the service/,
  ],
  /** The next card is got at a registration point. */
  'at-point': [
    /(saat rekisteröintipisteestä|tai rekisteröintipisteessä)\./,
    /(får du|eller) på ett registreringsställe\./,
    /(card|or) at a registration point\./,
  ],
  employer: [
    /tilaa työnantajasi|työnantajaasi tilaamaan/,
    /av din arbetsgivare|din arbetsgivare beställa/,
    /employer orders a new|employer to order a new/,
  ],
  'new-employer': [
    /Uusi työnantaja voi tilata/,
    /ny arbetsgivare kan beställa/,
    /new employer can order/,
  ],
  'valid-right-needed': [
    /jos henkilöllä on voimassa oleva ammattioikeus/,
    /om personen har en giltig yrkesrättighet/,
    /person with a valid right to practise/,
  ],
} as const satisfies Record<string, readonly [fi: RegExp, sv: RegExp, en: RegExp]>
/* cspell:enable */
type Claim = keyof typeof claims

const about = { personId: 'p', cardId: 'c', orderId: 'o' }
const former = { formerValidTo: localDate('2026-12-31') }
const professional: CardOfNotice = { product: 'professional-card', isReplacedOnline: false }
const online: CardOfNotice = { ...professional, isReplacedOnline: true }
const staff: CardOfNotice = { product: 'staff-card', isReplacedOnline: false }
const actor: CardOfNotice = { product: 'actor-card', isReplacedOnline: false }
const day = '2026-12-01'

type Row = readonly [
  event: { readonly type: string; readonly [name: string]: unknown },
  card: CardOfNotice | undefined,
  claims: readonly Claim[],
]

const of = (
  type: string,
  facts: object = {},
): { readonly type: string; readonly [name: string]: unknown } => ({ about, ...facts, type })

const cancelled = (reason: string) => of('CardCancelled', { reason })
const inUse = [professional, staff, actor]

/** Event × reason × product → claims. Events without a row are listed below. */
const table: readonly Row[] = [
  ...inUse.map((card): Row => [of('OrderPlaced'), card, []]),
  [of('RenewalDecided', { ground: 'expiring' }), { ...professional, ...former }, ['former-works']],
  [
    of('RenewalDecided', { ground: 'data-changed' }),
    { ...professional, ...former },
    ['former-works'],
  ],
  // The former card was cancelled, or its last day has passed, while the decision was on its way.
  [of('RenewalDecided', { ground: 'expiring' }), professional, []],
  [of('RenewalDecided', { ground: 'lost' }), professional, ['former-cancelled']],
  [of('RenewalDecided', { ground: 'stolen' }), professional, ['former-cancelled']],
  // A card reported broken may be open still: it is cancelled when the new one is in use.
  [
    of('RenewalDecided', { ground: 'broken' }),
    { ...professional, ...former },
    ['broken-to-be-cancelled'],
  ],
  [of('RenewalDecided', { ground: 'broken' }), professional, ['broken-to-be-cancelled']],
  ...inUse.flatMap((card): Row[] => [
    [of('OrderCancelled'), card, ['not-produced']],
    [
      of('OrderCancelled', { because: 'data-wrong' }),
      card,
      ['not-produced', 'order-again-by-point'],
    ],
    [of('CardProduced'), card, []],
    [of('CardProduced', { isSentHome: true }), card, []],
    [of('CardProductionFailed', { isFinal: true }), card, ['not-produced']],
    [of('ActivationLetterSent'), card, []],
    [of('ActivationLetterReplaced'), card, []],
    [of('CardHandedOver', { documentType: 'passport' }), card, ['works']],
    [of('CardActivated'), card, ['works']],
    [of('CardFirstUsed'), card, ['works']],
    [of('CardUnlocked'), card, []],
    [cancelled('replaced'), card, ['cancelled']],
    [of('UncollectedCardReminded', { means: 'mail' }), card, []],
    [of('UnusedCardReminded'), card, []],
    [of('UnusedCardReminded'), { ...card, ...former }, ['former-works']],
  ]),
  ...(['lost', 'stolen', 'broken'] as const).flatMap((reason): Row[] => [
    [cancelled(reason), online, ['cancelled', 'online', 'at-point']],
    // Never handed over: its holder cannot order the next one.
    [cancelled(reason), professional, ['cancelled', 'at-point']],
    [cancelled(reason), staff, ['cancelled', 'employer']],
    [cancelled(reason), actor, ['cancelled', 'employer']],
  ]),
  ...(['misused', 'data-changed', 'returned', 'not-as-ordered'] as const).flatMap(
    (reason): Row[] => [
      [cancelled(reason), professional, ['cancelled', 'at-point']],
      [cancelled(reason), staff, ['cancelled', 'employer']],
      [cancelled(reason), actor, ['cancelled', 'employer']],
    ],
  ),
  [cancelled('right-ended'), professional, ['cancelled', 'valid-right-needed']],
  [cancelled('employment-ended'), staff, ['cancelled', 'new-employer']],
  [cancelled('employment-ended'), actor, ['cancelled', 'new-employer']],
  // Planned before the kind of card was known: nothing is said of the next one.
  [cancelled('lost'), undefined, ['cancelled']],
  ...(['name-changed', 'right-restricted'] as const).map((because): Row => [
    of('ReplacementOffered', { because }),
    professional,
    ['works', 'online', 'at-point'],
  ]),
  [of('ReplacementOffered', { because: 'number-changed' }), professional, ['works', 'at-point']],
  [of('ReplacementOffered', { because: 'name-changed' }), staff, ['works', 'employer']],
  [of('ReplacementOffered', { because: 'name-changed' }), actor, ['works', 'employer']],
  ...spareCancellationReason.options
    .filter((reason) => reason !== 'holder-died')
    .map((reason): Row => [of('SpareCardCancelled', { reason }), professional, ['cancelled']]),
  [of('SpareCardHandedOver', { returnBy: day }), professional, []],
  [of('SpareCardOverdue', { returnBy: day }), professional, []],
  [of('CallTaken', { outcome: 'cancelled', reference: 'S-1' }), professional, ['cancelled']],
]

/** Not about a card; or nobody to notify. */
const aboutNoCard = [
  ...['CaseStepTaken', 'RegistrarAppointed', 'RegistrarRoleEnded', 'RegistrarTermEnding'],
  ...['PasswordSet', 'PasswordRemoved', 'PasswordTurnedOff'],
]

const service = { publicUrl: 'https://varmenne.example.fi', contacts, confirmsRenewals: true }

const mailOf = ([event, card]: Row, language: 'fi' | 'sv' | 'en') => {
  const notifying = notifyingOf(event)
  assert.ok(notifying, JSON.stringify(event))
  return wordsOf(
    { kind: notifying.kind, facts: { ...notifying.facts, ...(card && { card }) } },
    { language, service },
  )
}

describe('the mail about an event of a card', () => {
  for (const row of table) {
    const [event, card, expected] = row
    const reason = event['reason'] ?? event['ground'] ?? event['because']
    const name = [
      event.type,
      typeof reason === 'string' ? reason : '',
      card?.product ?? 'unknown product',
      expected.join(' and '),
    ].join(', ')
    it(`claims what holds in its case, in three languages: ${name}`, () => {
      for (const [at, language] of (['fi', 'sv', 'en'] as const).entries()) {
        const { text } = mailOf(row, language)
        const said = (Object.keys(claims) as Claim[]).filter((claim) =>
          claims[claim][at]?.test(text),
        )
        assert.deepEqual(said.toSorted(), [...expected].toSorted(), `${language}: ${text}`)
        assert.doesNotMatch(text, /[{}]|undefined|: –\./)
        assert.ok(text.includes(contacts.hotline))
      }
    })
  }

  it('has a row for every event that notifies a holder, every reason and every product', () => {
    const types = new Set(table.map(([{ type }]) => type))
    assert.deepEqual(
      notifiedOf.filter((type) => !types.has(type)).toSorted(),
      aboutNoCard.toSorted(),
    )
    const reasonsOf = (type: string, fact: string) =>
      new Set(table.filter(([event]) => event.type === type).map(([event]) => event[fact]))
    const silent = ['order-cancelled', 'production-failed', 'holder-died']
    assert.deepEqual(
      [...reasonsOf('CardCancelled', 'reason')].toSorted(),
      cancellationReason.options.filter((reason) => !silent.includes(reason)).toSorted(),
    )
    for (const reason of silent) assert.equal(notifyingOf(cancelled(reason)), undefined)
    assert.deepEqual(
      [...reasonsOf('ReplacementOffered', 'because')].toSorted(),
      replacementReason.options.toSorted(),
    )
    assert.deepEqual(
      new Set(table.flatMap(([, card]) => (card ? [card.product] : []))),
      new Set(cardProduct.options),
    )
  })
})

it('a service without confirmation at Suomi.fi promises no order online to somebody without a card', () => {
  for (const reason of ['lost', 'stolen', 'broken'])
    for (const [at, language] of (['fi', 'sv', 'en'] as const).entries()) {
      const facts = { ...notifyingOf(cancelled(reason))?.facts, card: online }
      const offered = (confirmsRenewals: boolean) => {
        const { text } = wordsOf(
          { kind: 'card-cancelled', facts },
          { language, service: { ...service, confirmsRenewals } },
        )
        assert.match(text, claims['at-point'][at] ?? assert.fail())
        return claims.online[at]?.test(text)
      }
      assert.deepEqual([offered(true), offered(false)], [true, false])
    }
})

it('the reminder before the end says who renews the card', () => {
  for (const [card, expected] of [
    [professional, ['online']],
    [staff, ['employer']],
    [actor, ['employer']],
  ] as const)
    for (const [at, language] of (['fi', 'sv', 'en'] as const).entries()) {
      const facts = { day: localDate('2026-12-31'), card }
      const { text } = wordsOf({ kind: 'card-ends', facts }, { language, service })
      const said = (Object.keys(claims) as Claim[]).filter((claim) => claims[claim][at]?.test(text))
      assert.deepEqual(said, expected, text)
    }
})

it('a draft that is cancelled or replaced notifies nobody, a signed order does', () => {
  const { personId, orderId } = about
  assert.equal(
    notifyingOf({ type: 'OrderCancelled', about: { personId, orderId } } as never),
    undefined,
  )
  assert.equal(notifyingOf(of('OrderCancelled'))?.kind, 'order-cancelled')
})

it('the digest of the inbox has counts by kind, one link and how to switch it off, as text and HTML, and names nobody (R543)', () => {
  const facts = {
    day: localDate('2026-11-17'),
    inbox: {
      kinds: [
        { kind: 'account-request', waiting: 2, overdue: 0 },
        { kind: 'message', waiting: 1, overdue: 1 },
      ],
      mine: 1,
    },
  } as const
  const service = { publicUrl: 'https://service.example.fi' }
  for (const [language, lines] of [
    [
      'fi',
      [
        'Odottavia asioita: 3, vanhin 17.11.2026 alkaen. Määräaika ylittynyt: 1. Sinulla: 1.',
        'Tilipyyntö: 2',
        'Viesti: 1, määräaika ylittynyt: 1',
        'https://service.example.fi/fi/operations/inbox',
      ],
    ],
    [
      'sv',
      [
        'Ärenden som väntar: 3, det äldsta sedan 17.11.2026. Tidsfristen har gått ut: 1. Hos dig: 1.',
        'Kontoansökan: 2',
        'Meddelande: 1, tidsfristen har gått ut: 1',
        'https://service.example.fi/sv/operations/inbox',
      ],
    ],
    [
      'en',
      [
        'Items that wait: 3, the oldest since 17 Nov 2026. Past the deadline: 1. Yours: 1.',
        'Account request: 2',
        'Message: 1, past the deadline: 1',
        'https://service.example.fi/en/operations/inbox',
      ],
    ],
  ] as const) {
    const { subject, text, html } = wordsOf({ kind: 'inbox-waits', facts }, { language, service })
    assert.equal(subject, noticeTitles['inbox-waits'][language])
    for (const line of lines) {
      assert.ok(text.split('\n').includes(line), `${line} in ${text}`)
      assert.ok(html.includes(line), line)
    }
    assert.equal(text.match(/https:\/\/service\.example\.fi\/\w/g)?.length, 1)
    assert.match(text, /Työjono-sivun lopussa|sidan Arbetskö|page Inbox/)
  }
})
