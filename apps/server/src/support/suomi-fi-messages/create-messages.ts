import type { MessagesDeps } from './deps.ts'
import { eraseOldMessages } from './erase-old.ts'
import { planMessage } from './plan-message.ts'
import { readStates, readStatesWhenDue } from './read-states.ts'
import { sendMessage } from './send-message.ts'

export function createMessages(deps: MessagesDeps) {
  return {
    planMessage: planMessage(deps),
    readStates: readStates(deps),
    jobs: [sendMessage(deps)],
    schedules: [
      { name: 'states of Suomi.fi messages', run: readStatesWhenDue(deps) },
      { name: 'old Suomi.fi messages', run: () => eraseOldMessages(deps) },
    ],
  }
}
