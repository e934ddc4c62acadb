import ky from 'ky'

/** Reads a text with ky, until it is left. */
export const kyText = (url, signal) => ky.get(url, { signal, retry: 0, timeout: false }).text()
