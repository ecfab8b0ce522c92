export { messagesRest, type MessagesRestSettings } from './adapters/messages-rest.ts'
export { renderPaper } from './adapters/paper-typst.ts'
export { createMessages } from './create-messages.ts'
export { figuresOfMessages } from './figures.ts'
