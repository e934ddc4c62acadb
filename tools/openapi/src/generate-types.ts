import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

/**
 * The TypeScript types of an OpenAPI document, as source text.
 * This package pins TypeScript 5.9: the generator needs a compiler API that TypeScript 7 does not have.
 */
export const generateTypes = async (document: URL): Promise<string> =>
  COMMENT_HEADER + astToString(await openapiTS(document, { alphabetize: false, rootTypes: false }))
