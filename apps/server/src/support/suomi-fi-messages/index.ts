export { messagesRest, type MessagesRestSettings } from './adapters/messages-rest.ts'
export { renderLetter as renderMessageLetter } from './adapters/message-letter-typst.ts'
export { createMessages } from './create-messages.ts'
export { figuresOfMessages } from './figures.ts'
