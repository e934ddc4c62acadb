/** The parts of GraphiQL that Yoga's package carries, of which it declares only the page that it makes of them. */
declare module '@graphql-yoga/render-graphiql/graphiql' {
  export const js: string
  export const css: string
  export const editorWorkerService: string
  export const jsonWorker: string
  export const graphqlWorker: string
}
