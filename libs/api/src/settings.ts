import { z } from 'zod'
import { changeProposedView, datedChange, decideChange } from './dated-changes.ts'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { dateText } from './values.ts'

/** In which unit a setting is counted. `days-before` is a list: one reminder for each; `on-off` is 1 or 0. */
export const settingUnit = z.enum([
  'minutes',
  'hours',
  'days',
  'days-before',
  'working-days',
  'months',
  'years',
  'digits',
  'tries',
  'pixels',
  'people',
  'on-off',
])
export type SettingUnit = z.infer<typeof settingUnit>

/** How the page groups them, in its order. */
export const settingGroup = z.enum([
  'cards',
  'letters',
  'registration',
  'service-certificates',
  'organisations',
  'billing',
  'messages',
  'retention',
  'sign-in',
  'revocation',
])
export type SettingGroup = z.infer<typeof settingGroup>

/** Pixels of the photo of a card at most: a wider one would not print better. */
export const printedPhotoWidth = 840

type Declared = {
  readonly group: SettingGroup
  readonly unit: SettingUnit
  /** What applies until case officers change it. */
  readonly shipped: number | readonly number[]
  /** The lowest and the highest value that case officers may choose, and why these. */
  readonly min: number
  readonly max: number
  readonly because: string
  /** The rules of docs/rules.md that read it. */
  readonly rules: readonly string[]
}

/**
 * The settings of the service, each declared once: what case officers change without a new release, from a
 * day on and by two of them (R345). Server, page and docs/operations/settings.md derive from this table.
 */
export const settings = {
  'renewal-window': {
    group: 'cards',
    unit: 'days',
    shipped: 90,
    min: 30,
    max: 1826,
    because:
      'Below a month the new card would not arrive in time; 1826 days is the whole validity of a card, as the newest page of DVV says.',
    rules: ['R150'],
  },
  'card-end-reminders': {
    group: 'cards',
    unit: 'days-before',
    shipped: [90, 60, 30, 14, 7],
    min: 1,
    max: 365,
    because: 'One to ten days, each at most a year before the last day of the card.',
    rules: ['R345'],
  },
  'spare-card-validity': {
    group: 'cards',
    unit: 'months',
    shipped: 3,
    min: 1,
    max: 3,
    because: 'The profile of temporary certificates allows no more than three months.',
    rules: ['R73'],
  },
  'photo-min-width': {
    group: 'cards',
    unit: 'pixels',
    shipped: 500,
    min: 172,
    max: printedPhotoWidth,
    because: `WebVartti took 172 × 210 pixels, the passport photo of the police has 500 × 653; what is wider than ${String(printedPhotoWidth)} is made smaller for the print.`,
    rules: ['R116'],
  },
  'pin-min-length': {
    group: 'cards',
    unit: 'digits',
    shipped: 4,
    min: 4,
    max: 6,
    because:
      'ISO 9564-1 demands four digits; a spare card takes four for PIN1 in any case (R75), and has a setting of its own for PIN2. A card stores its own minimum, so cards in use keep theirs.',
    rules: ['R31'],
  },
  'pin-tries': {
    group: 'cards',
    unit: 'tries',
    shipped: 5,
    min: 3,
    max: 5,
    because:
      'Five attempts against a PIN of four digits, as on cards of the FINEID layout; below three a slip of the finger locks a card. A card stores its own number.',
    rules: ['R31'],
  },
  'spare-card-pin2-min-length': {
    group: 'cards',
    unit: 'digits',
    shipped: 6,
    min: 6,
    max: 8,
    because:
      'The slides of the authority say six digits for PIN2 of a spare card, as shortest or as only length; no PIN has more than eight.',
    rules: ['R75'],
  },
  'staff-card-email': {
    group: 'cards',
    unit: 'on-off',
    shipped: 0,
    min: 0,
    max: 1,
    because:
      'A staff card may also sign and decrypt e-mail (dvv.fi); off until the authority has decided it.',
    rules: ['R393'],
  },
  'actor-card-email': {
    group: 'cards',
    unit: 'on-off',
    shipped: 0,
    min: 0,
    max: 1,
    because: 'As for staff cards, decided for each card.',
    rules: ['R393'],
  },
  'uncollected-reminder-interval': {
    group: 'cards',
    unit: 'days',
    shipped: 7,
    min: 3,
    max: 30,
    because:
      'A holder is reminded before the card is cancelled: within a month at least, and not every day.',
    rules: ['R117'],
  },
  'uncollected-card-wait': {
    group: 'cards',
    unit: 'days',
    shipped: 90,
    min: 30,
    max: 365,
    because:
      'A month at least for holidays and illness; after a year a card that nobody misses is a risk where it lies.',
    rules: ['R118'],
  },
  'letter-delay': {
    group: 'letters',
    unit: 'working-days',
    shipped: 4,
    min: 1,
    max: 10,
    because:
      'Card and code never travel on the same day; after two weeks people ask where the letter is.',
    rules: ['R22'],
  },
  'invitation-validity': {
    group: 'organisations',
    unit: 'days',
    shipped: 14,
    min: 3,
    max: 30,
    because:
      'Three days at least, over a weekend; a link that admits a person lies in a mailbox for a month and no longer.',
    rules: ['R174'],
  },
  'prepared-order-validity': {
    group: 'organisations',
    unit: 'days',
    shipped: 60,
    min: 14,
    max: 180,
    because:
      'Two weeks at least to find a time at a registration point; what an employer stated half a year ago may no longer hold.',
    rules: ['R218'],
  },
  'power-of-attorney-reminders': {
    group: 'organisations',
    unit: 'days-before',
    shipped: [30, 7],
    min: 1,
    max: 60,
    because:
      'One to ten days; another power of attorney can replace it from sixty days before its end.',
    rules: ['R282'],
  },
  'payment-term': {
    group: 'billing',
    unit: 'days',
    shipped: 21,
    min: 14,
    max: 30,
    because:
      'Act on payment terms in commercial contracts (30/2013): 30 days, unless a longer term was agreed.',
    rules: ['R206'],
  },
  'invoice-reminder-interval': {
    group: 'billing',
    unit: 'days',
    shipped: 7,
    min: 7,
    max: 30,
    because:
      'A payer has a week to act at least (Act on debt collection 513/1999, section 5: 14 days before a charge for it); a month is a whole payment term.',
    rules: ['R265'],
  },
  'payment-term-after-dispute': {
    group: 'billing',
    unit: 'days',
    shipped: 14,
    min: 14,
    max: 30,
    because:
      'Two weeks at least, as before a charge for a reminder (Act on debt collection 513/1999, section 5); 30 days are the whole term that the Act on payment terms (30/2013) allows.',
    rules: ['R227'],
  },
  'training-validity': {
    group: 'registration',
    unit: 'years',
    shipped: 3,
    min: 1,
    max: 5,
    because:
      'The description of the registration point demands training, and no law says for how long; nobody registers on a training older than a card.',
    rules: ['R246'],
  },
  'registrar-reminders': {
    group: 'registration',
    unit: 'days-before',
    shipped: [60, 30, 14, 7],
    min: 1,
    max: 365,
    because: 'One to ten days; nobody registers for less than the year of the shortest training.',
    rules: ['R248'],
  },
  'police-identification-validity': {
    group: 'registration',
    unit: 'days',
    shipped: 90,
    min: 30,
    max: 180,
    because:
      'A month at least for the order, the card and its hand-over; after half a year the police identify the person again.',
    rules: ['R112'],
  },
  'appointment-window': {
    group: 'registration',
    unit: 'days',
    shipped: 90,
    min: 14,
    max: 365,
    because:
      'Two weeks at least to find a time; nobody knows the opening hours of a point a year ahead.',
    rules: ['R491'],
  },
  'look-ups-an-hour': {
    group: 'registration',
    unit: 'people',
    shipped: 30,
    min: 5,
    max: 200,
    because:
      'Thirty is the busiest desk; fewer than five would stop ordinary work, and two hundred is a search, not a visit.',
    rules: ['R492'],
  },
  'directory-cooling-off': {
    group: 'registration',
    unit: 'days',
    shipped: 1,
    min: 0,
    max: 30,
    because:
      'A day to notice that a directory has deactivated the wrong people; after a month the directories themselves have deleted the user.',
    rules: ['R513'],
  },
  'service-certificate-reminders': {
    group: 'service-certificates',
    unit: 'days-before',
    shipped: [60, 30, 14, 7],
    min: 1,
    max: 180,
    because:
      'One to ten days; the certificates are valid for a year, and nobody acts half a year before.',
    rules: ['R189'],
  },
  'program-certificate-reminders': {
    group: 'service-certificates',
    unit: 'days-before',
    shipped: [14, 7],
    min: 1,
    max: 60,
    because:
      'One to ten days; programs renew thirty days before the end, so an earlier reminder would reach those that work.',
    rules: ['R189'],
  },
  'order-retention': {
    group: 'retention',
    unit: 'years',
    shipped: 10,
    min: 7,
    max: 20,
    because:
      'EN 319 411-1 section 6.4.6 demands seven years after a certificate ends, Act 617/2009 section 24 five; data protection allows no longer than needed.',
    rules: ['R60'],
  },
  'cancelled-order-retention': {
    group: 'retention',
    unit: 'years',
    shipped: 1,
    min: 1,
    max: 7,
    because:
      'A year for questions and complaints; no certificate came of it, so never longer than one that did.',
    rules: ['R61'],
  },
  'photo-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 90,
    min: 0,
    max: 365,
    because:
      'A photo is needed for a new card until the old one ends, and for complaints a while after it (Regulation 2016/679, article 5(1)(e)).',
    rules: ['R62'],
  },
  'registrar-application-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 90,
    min: 30,
    max: 365,
    because:
      'A request for rectification takes thirty days (Administrative Procedure Act 434/2003, section 49c); a year is longer than any question about a training.',
    rules: ['R246'],
  },
  'prepared-order-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 90,
    min: 30,
    max: 365,
    because: 'Long enough for the employer to see the outcome; nothing else needs the names.',
    rules: ['R218'],
  },
  'invitation-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 90,
    min: 30,
    max: 365,
    because: 'As long as somebody may wonder what became of it; nothing else needs the address.',
    rules: ['R261'],
  },
  'suomi-fi-message-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 365,
    min: 90,
    max: 730,
    because:
      'For questions about a notice: a letter may wait a month, and the audit log has each state for years.',
    rules: ['R350'],
  },
  'look-up-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 31,
    min: 7,
    max: 365,
    because:
      'The report of look-ups shows as many days: a week at least for the case officers who watch it; the audit log has each view for years.',
    rules: ['R550'],
  },
  'webhook-delivery-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 30,
    min: 7,
    max: 90,
    because:
      'A week at least to look into a receiver’s fault and to send again what was given up; the audit log has each event for years.',
    rules: ['R527'],
  },
  'done-job-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 14,
    min: 7,
    max: 90,
    because:
      'Two weeks show an operator what was done and when, and keep a job that is planned twice from being done twice; the audit log has each act for years.',
    rules: ['R620'],
  },
  'reply-time': {
    group: 'messages',
    unit: 'days',
    shipped: 14,
    min: 3,
    max: 14,
    because:
      'Three days at least, over a weekend; feedback about accessibility comes as a message too, and is answered within two weeks (Act on digital services 306/2019).',
    rules: ['R165'],
  },
  'case-closing': {
    group: 'retention',
    unit: 'days',
    shipped: 30,
    min: 14,
    max: 90,
    because:
      'Two weeks at least to write more, as the office has two weeks to reply; after three months nobody expects a reply any more.',
    rules: ['R168'],
  },
  'case-retention': {
    group: 'retention',
    unit: 'years',
    shipped: 2,
    min: 1,
    max: 6,
    because:
      'A matter is taken up again, or comes to a supervisory authority, within a year or two; data protection allows no longer than needed.',
    rules: ['R167'],
  },
  'dispute-retention': {
    group: 'retention',
    unit: 'years',
    shipped: 2,
    min: 1,
    max: 6,
    because:
      'A debt is claimed within three years (Act on statute-barred debt 728/2003, section 4), and the invoice itself stays; never longer than accounting records.',
    rules: ['R292'],
  },
  'caller-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 365,
    min: 90,
    max: 730,
    because:
      'For questions of a holder whose card somebody else had cancelled; the audit log has the call for years.',
    rules: ['R125'],
  },
  'inquiry-lapse': {
    group: 'retention',
    unit: 'days',
    shipped: 90,
    min: 30,
    max: 180,
    because:
      'The police identify within weeks; a month at least, and after half a year the visitor comes again in any case.',
    rules: ['R113'],
  },
  'inquiry-retention': {
    group: 'retention',
    unit: 'years',
    shipped: 2,
    min: 1,
    max: 10,
    because:
      'A request for rectification or a police report may follow within a year or two; never longer than the order that it led to.',
    rules: ['R113'],
  },
  'appointment-retention': {
    group: 'retention',
    unit: 'days',
    shipped: 30,
    min: 7,
    max: 365,
    because:
      'For questions about the fee of the visit; the card and its order are stored by themselves.',
    rules: ['R491'],
  },
  'payment-retention': {
    group: 'retention',
    unit: 'years',
    shipped: 6,
    min: 6,
    max: 10,
    because:
      'Accounting Act 1336/1997, chapter 2, section 10: vouchers for six years after the end of the year at least; nothing needs the names of payers longer than the accounts, which are stored for ten.',
    rules: ['R490'],
  },
  'session-idle-time': {
    group: 'sign-in',
    unit: 'minutes',
    shipped: 15,
    min: 5,
    max: 30,
    because:
      'Below five minutes nobody fills in a form; a desk that is left alone longer than half an hour is anybody’s.',
    rules: ['R345'],
  },
  'session-length': {
    group: 'sign-in',
    unit: 'hours',
    shipped: 8,
    min: 1,
    max: 12,
    because: 'A working day at most (NIST SP 800-63B section 4.2.3: twelve hours).',
    rules: ['R345'],
  },
  'crl-interval': {
    group: 'revocation',
    unit: 'minutes',
    shipped: 60,
    min: 10,
    max: 60,
    because: 'The certification practice statement promises a CRL every hour at least.',
    rules: ['R345'],
  },
  'crl-validity': {
    group: 'revocation',
    unit: 'hours',
    shipped: 24,
    min: 12,
    max: 240,
    because:
      'Twelve hours leave half of them to mend an outage; the lint before signing refuses more than ten days.',
    rules: ['R345'],
  },
} as const satisfies { readonly [key: string]: Declared }

export const settingKey = z.enum(Object.keys(settings) as [SettingKey, ...SettingKey[]])
export type SettingKey = keyof typeof settings

/** A number, or for `days-before` a list of them. */
export type SettingValue<Key extends SettingKey> =
  (typeof settings)[Key]['unit'] extends 'days-before' ? readonly number[] : number

/** How many numbers a setting has at most. */
export const maxNumbers = (key: SettingKey): number =>
  settings[key].unit === 'days-before' ? 10 : 1

/** Whether these may be the numbers of the setting. */
export function isAllowed(key: SettingKey, numbers: readonly number[]): boolean {
  const { min, max } = settings[key]
  return (
    numbers.length >= 1 &&
    numbers.length <= maxNumbers(key) &&
    new Set(numbers).size === numbers.length &&
    numbers.every((each) => Number.isInteger(each) && each >= min && each <= max)
  )
}

export const shippedNumbers = (key: SettingKey): readonly number[] => {
  const { shipped }: Declared = settings[key]
  return typeof shipped === 'number' ? [shipped] : shipped
}

const numbers = z.array(z.int()).min(1).max(10)

const inForce = z.object({
  key: settingKey,
  numbers,
  /** The shipped value applies until the first change. */
  from: dateText.optional(),
  changeId: z.string().optional(),
})

export const viewSettings = defineEndpoint({
  method: 'GET',
  path: '/operations/settings',
  permission: definePermission('settings.view', {
    roles: ['caseOfficer', 'auditor'],
    label: {
      fi: 'Palvelun asetusten katselu',
      sv: 'Visning av tjänstens inställningar',
      en: 'Viewing the settings of the service',
    },
  }),
  summary:
    'The value of each setting today, and all changes, latest first day first (case officer, auditor)',
  input: z.object({}),
  response: z.object({
    inForce: z.array(inForce),
    /** If several approved ones of a setting begin on one day, the one approved last is in force. */
    changes: z.array(datedChange.extend({ kind: settingKey, numbers })),
  }),
})
export type SettingChangeView = z.infer<typeof viewSettings.response>['changes'][number]
export type SettingInForceView = z.infer<typeof inForce>

export const proposeSetting = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/settings',
  permission: definePermission('settings.propose', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Palvelun asetuksen muutoksen ehdottaminen',
      sv: 'Förslag om ändring av en inställning',
      en: 'Proposing a change of a setting',
    },
  }),
  summary: 'Proposes a new value of a setting from tomorrow or a later day on (case officer)',
  input: z.object({ key: settingKey, beginsOn: dateText, numbers }),
  response: changeProposedView,
})

export const decideSetting = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/settings/:changeId/decision',
  permission: definePermission('settings.decide', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Palvelun asetuksen muutoksen päättäminen',
      sv: 'Beslut om ändring av en inställning',
      en: 'Deciding a change of a setting',
    },
  }),
  summary:
    'Approves or rejects a change that another case officer proposed, before it begins; or withdraws your own (case officer)',
  input: decideChange,
  response: z.object({}),
})
