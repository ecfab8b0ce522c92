import type { Texts } from '../texts/text.ts'

/** Changes from a day on that one case officer proposes and another approves: prices, rules, settings. */
export const datedChangeTexts = {
  waiting: { fi: 'Odottaa hyväksyntää', sv: 'Väntar på godkännande', en: 'Waiting for approval' },
  noneWaiting: {
    fi: 'Odottavia muutoksia ei ole.',
    sv: 'Det finns inga väntande ändringar.',
    en: 'No changes are waiting.',
  },
  proposedBy: {
    fi: 'Ehdotti {{name}} {{time}}',
    sv: 'Föreslogs av {{name}} {{time}}',
    en: 'Proposed by {{name}} {{time}}',
  },
  approvedBy: {
    fi: 'Hyväksyi {{name}} {{time}}',
    sv: 'Godkändes av {{name}} {{time}}',
    en: 'Approved by {{name}} {{time}}',
  },
  rejectedBy: {
    fi: 'Hylkäsi tai perui {{name}} {{time}}',
    sv: 'Avslogs eller återkallades av {{name}} {{time}}',
    en: 'Rejected or withdrawn by {{name}} {{time}}',
  },
  shipped: {
    fi: 'Tuli palvelun mukana',
    sv: 'Följde med tjänsten',
    en: 'Came with the service',
  },
  'state.now': { fi: 'Voimassa', sv: 'Gäller', en: 'In force' },
  'state.coming': { fi: 'Tuleva', sv: 'Kommande', en: 'Coming' },
  'state.past': { fi: 'Päättynyt', sv: 'Har upphört', en: 'Past' },
  'state.replaced': { fi: 'Korvattu', sv: 'Ersatt', en: 'Replaced' },
  'state.rejected': { fi: 'Hylätty', sv: 'Avslagen', en: 'Rejected' },
  approve: { fi: 'Hyväksy', sv: 'Godkänn', en: 'Approve' },
  reject: { fi: 'Hylkää', sv: 'Avslå', en: 'Reject' },
  takeBack: { fi: 'Peru ehdotus', sv: 'Återkalla förslaget', en: 'Withdraw the proposal' },
  approveConfirm: {
    fi: 'Hyväksytäänkö muutos?',
    sv: 'Vill du godkänna ändringen?',
    en: 'Approve the change?',
  },
  rejectConfirm: {
    fi: 'Hylätäänkö ehdotus?',
    sv: 'Vill du avslå förslaget?',
    en: 'Reject the proposal?',
  },
  takeBackConfirm: {
    fi: 'Perutaanko oma ehdotus?',
    sv: 'Vill du återkalla ditt förslag?',
    en: 'Withdraw your own proposal?',
  },
  tooLate: {
    fi: 'Ei ehditty hyväksyä ennen ensimmäistä päivää',
    sv: 'Godkändes inte före den första dagen',
    en: 'Was not approved before its first day',
  },
  firstDay: { fi: 'Ensimmäinen päivä', sv: 'Första dagen', en: 'First day' },
  propose: { fi: 'Tee ehdotus', sv: 'Lämna förslaget', en: 'Propose' },
  'done.proposed': {
    fi: 'Ehdotus on tehty',
    sv: 'Förslaget är lämnat',
    en: 'The change is proposed',
  },
  'doneHelp.proposed': {
    fi: 'Mitään ei ole vielä muuttunut. Pyydä toista käsittelijää hyväksymään se ennen ensimmäistä päivää.',
    sv: 'Ingenting har ändrats ännu. Be en annan handläggare godkänna det före den första dagen.',
    en: 'Nothing has changed yet. Ask another case officer to approve it before its first day.',
  },
  'done.approved': {
    fi: 'Muutos on hyväksytty',
    sv: 'Ändringen är godkänd',
    en: 'The change is approved',
  },
  'doneHelp.approved': {
    fi: 'Se tulee voimaan ensimmäisenä päivänään keskiyöllä.',
    sv: 'Den börjar gälla vid midnatt på sin första dag.',
    en: 'It begins at midnight on its first day.',
  },
  'done.rejected': {
    fi: 'Ehdotus on hylätty',
    sv: 'Förslaget är avslaget',
    en: 'The proposal is rejected',
  },
  'doneHelp.rejected': {
    fi: 'Mikään ei muutu.',
    sv: 'Ingenting ändras.',
    en: 'Nothing changes.',
  },
  'done.takenBack': {
    fi: 'Ehdotus on peruttu',
    sv: 'Förslaget är återkallat',
    en: 'The proposal has been withdrawn',
  },
  'doneHelp.takenBack': {
    fi: 'Mikään ei muutu.',
    sv: 'Ingenting ändras.',
    en: 'Nothing changes.',
  },
} as const satisfies Texts
