/* global YogaGraphiQL */
const { samples } = JSON.parse(document.querySelector('#samples').textContent)
const form = document.querySelector('form')

self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => `/graphiql/${label}.js` }

// The token stays in this page: it is in no storage and in no address.
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const token = form.elements.token.value.trim()
  form.remove()
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
    endpoint: '/graphql',
    title: 'Grantstream',
    logo: ' ',
    subscriptionsProtocol: 'SSE',
    shouldPersistHeaders: false,
    additionalHeaders: { authorization: `Bearer ${token}` },
    defaultTabs: samples,
  })
})
form.elements.token.focus()
