import { definePermission } from './permission.ts'

export const sendSuomiFiMessagePermission = definePermission('suomiFiMessages.send', {
  roles: 'service',
  label: {
    fi: 'Viestin lähettäminen Suomi.fi-viesteillä',
    sv: 'Avsändande av meddelande med Suomi.fi-meddelanden',
    en: 'Sending a message by Suomi.fi Messages',
  },
})

export const readSuomiFiStatesPermission = definePermission('suomiFiMessages.readStates', {
  roles: 'service',
  label: {
    fi: 'Suomi.fi-viestien tilatietojen haku',
    sv: 'Hämtning av statusuppgifter om Suomi.fi-meddelanden',
    en: 'Reading the states of Suomi.fi messages',
  },
})
