import type { SettingGroup, SettingKey, SettingUnit } from '@sotevarmenne/api/settings'
import type { Text, Texts } from '../texts/text.ts'
import { priceTexts } from './price-texts.ts'

const names = {
  'name.renewal-window': {
    fi: 'Ammattikortin uusiminen',
    sv: 'Förnyelse av yrkeskort',
    en: 'Renewal of a professional card',
  },
  'about.renewal-window': {
    fi: 'Kuinka monta päivää ennen kortin viimeistä päivää haltija voi uusia korttinsa itse verkossa.',
    sv: 'Hur många dagar före kortets sista dag innehavaren själv kan förnya kortet på nätet.',
    en: 'How many days before the last day of the card its holder can renew it online.',
  },
  'name.card-end-reminders': {
    fi: 'Muistutukset kortin päättymisestä',
    sv: 'Påminnelser om att kortet upphör att gälla',
    en: 'Reminders that a card expires',
  },
  'about.card-end-reminders': {
    fi: 'Kuinka monta päivää ennen kortin viimeistä päivää haltijaa muistutetaan sähköpostilla. Päiviä voi olla enintään kymmenen.',
    sv: 'Hur många dagar före kortets sista dag innehavaren får en påminnelse per e-post. Högst tio påminnelser.',
    en: 'How many days before the last day of the card its holder is reminded by e-mail. Ten reminders at most.',
  },
  'name.spare-card-validity': {
    fi: 'Varakortin voimassaolo',
    sv: 'Det tillfälliga kortets giltighetstid',
    en: 'Validity of a spare card',
  },
  'about.spare-card-validity': {
    fi: 'Kuinka kauan varakortin tilapäisvarmenteet ovat enintään voimassa. Muutos koskee kortteja, jotka tehdään sen jälkeen.',
    sv: 'Hur länge certifikaten på ett tillfälligt kort gäller som längst. Ändringen gäller kort som görs därefter.',
    en: 'How long the temporary certificates of a spare card are valid at most. A change applies to cards made after it.',
  },
  'name.letter-delay': {
    fi: 'Aktivointikirjeen lähtöpäivä',
    sv: 'Avsändning av aktiveringsbrevet',
    en: 'Day on which the activation letter leaves',
  },
  'about.letter-delay': {
    fi: 'Kuinka monta arkipäivää (ma–pe) kortin valmistumisen jälkeen aktivointikirje lähtee. Jo suunniteltujen kirjeiden päivä ei muutu.',
    sv: 'Hur många vardagar (mån–fre) efter att kortet blev klart aktiveringsbrevet skickas. Dagen för brev som redan är planerade ändras inte.',
    en: 'How many working days (Monday to Friday) after the card was made the activation letter leaves. Letters that are already planned keep their day.',
  },
  'name.payment-term': { fi: 'Laskun maksuaika', sv: 'Betalningstid', en: 'Payment term' },
  'about.payment-term': {
    fi: 'Kuinka monta päivää laskun päiväyksestä on eräpäivään. Jo tehtyjen laskujen eräpäivä ei muutu.',
    sv: 'Hur många dagar det är från fakturans datum till förfallodagen. Förfallodagen för fakturor som redan har gjorts ändras inte.',
    en: 'How many days there are from the date of an invoice to its due date. Invoices that exist keep theirs.',
  },
} as const satisfies { readonly [Key in `${'name' | 'about'}.${SettingKey}`]: Text }

const units = {
  'one.days': { fi: '1 päivä', sv: '1 dag', en: '1 day' },
  'many.days': { fi: '{{numbers}} päivää', sv: '{{numbers}} dagar', en: '{{numbers}} days' },
  'one.days-before': {
    fi: '1 päivä ennen',
    sv: '1 dag före',
    en: '1 day before',
  },
  'many.days-before': {
    fi: '{{numbers}} päivää ennen',
    sv: '{{numbers}} dagar före',
    en: '{{numbers}} days before',
  },
  'one.working-days': { fi: '1 arkipäivä', sv: '1 vardag', en: '1 working day' },
  'many.working-days': {
    fi: '{{numbers}} arkipäivää',
    sv: '{{numbers}} vardagar',
    en: '{{numbers}} working days',
  },
  'one.months': { fi: '1 kuukausi', sv: '1 månad', en: '1 month' },
  'many.months': {
    fi: '{{numbers}} kuukautta',
    sv: '{{numbers}} månader',
    en: '{{numbers}} months',
  },
} as const satisfies { readonly [Key in `${'one' | 'many'}.${SettingUnit}`]: Text }

const groups = {
  'group.cards': { fi: 'Kortit', sv: 'Kort', en: 'Cards' },
  'group.letters': { fi: 'Kirjeet', sv: 'Brev', en: 'Letters' },
  'group.billing': { fi: 'Laskutus', sv: 'Fakturering', en: 'Billing' },
} as const satisfies { readonly [Key in `group.${SettingGroup}`]: Text }

const unchanged = {
  fi: 'Asetus pysyy ennallaan.',
  sv: 'Inställningen ändras inte.',
  en: 'The setting stays as it is.',
}

/** Settings of the service at the office: values today, history, proposals, decisions. */
export const settingTexts = {
  ...names,
  ...units,
  ...groups,
  heading: { fi: 'Palvelun asetukset', sv: 'Tjänstens inställningar', en: 'Service settings' },
  lead: {
    fi: 'Yksi käsittelijä ehdottaa muutosta ja toinen hyväksyy sen. Muutos tulee voimaan aikaisintaan huomenna. Jokaisella asetuksella on rajat, joita ei voi ylittää.',
    sv: 'En handläggare föreslår ändringen och en annan godkänner den. Den gäller tidigast från i morgon. Varje inställning har gränser som inte kan överskridas.',
    en: 'One case officer proposes a change and another approves it. It begins tomorrow at the earliest. Every setting has limits that can’t be exceeded.',
  },
  changeTitle: {
    fi: '{{name}}: {{value}}, {{day}} alkaen',
    sv: '{{name}}: {{value}}, från {{day}}',
    en: '{{name}}: {{value}}, from {{day}}',
  },
  now: { fi: 'Voimassa nyt', sv: 'Gäller nu', en: 'In force now' },
  shippedValue: { fi: 'Oletusarvo', sv: 'Standardvärde', en: 'Default' },
  limits: { fi: 'Rajat', sv: 'Gränser', en: 'Limits' },
  proposeSetting: { fi: 'Ehdota muutosta', sv: 'Föreslå en ändring', en: 'Propose a change' },
  setting: { fi: 'Asetus', sv: 'Inställning', en: 'Setting' },
  value: { fi: 'Uusi arvo', sv: 'Nytt värde', en: 'New value' },
  valueHint: {
    fi: 'Sallittu: {{limits}}. Nyt: {{now}}.',
    sv: 'Tillåtet: {{limits}}. Nu: {{now}}.',
    en: 'Allowed: {{limits}}. Now: {{now}}.',
  },
  listHint: {
    fi: 'Luvut pilkulla erotettuina, kukin väliltä {{limits}}. Nyt: {{now}}.',
    sv: 'Talen åtskilda med komma, vart och ett {{limits}}. Nu: {{now}}.',
    en: 'Numbers separated by commas, each of {{limits}}. Now: {{now}}.',
  },
  firstDay: priceTexts.firstDay,
  'done.proposed': priceTexts['done.proposed'],
  'doneHelp.proposed': priceTexts['doneHelp.proposed'],
  'done.approved': priceTexts['done.approved'],
  'doneHelp.approved': {
    fi: 'Se tulee voimaan ensimmäisenä päivänään keskiyöllä.',
    sv: 'Den börjar gälla vid midnatt på sin första dag.',
    en: 'It begins at midnight on its first day.',
  },
  'done.rejected': priceTexts['done.rejected'],
  'doneHelp.rejected': unchanged,
  'done.takenBack': priceTexts['done.takenBack'],
  'doneHelp.takenBack': unchanged,
} as const satisfies Texts
