/** The media types that a caller takes: not those with `q=0`, or in a character set that no answer comes in. */
export const acceptedTypes = ({ headers }: Pick<Request, 'headers'>): string[] =>
  (headers.get('accept') || '*/*').toLowerCase().split(',').map(withoutParameters)

/** Nothing for one that is not taken. */
const withoutParameters = (accepted: string): string => {
  const [type = '', ...parameters] = accepted.split(';').map((part) => part.trim())
  return parameters.some((parameter) => /^charset=(?!"?utf-8"?$)|^q=0(\.0*)?$/.test(parameter)) ? '' : type
}
