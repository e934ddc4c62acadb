import { readFileSync } from 'node:fs'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { describe, expect, it } from 'vitest'
import manifest from '../../../package.json' with { type: 'json' }

const text = readFileSync(new URL('../Dockerfile', import.meta.url), 'utf8')
const dockerfile = DockerfileParser.parse(text)
const complaints = (content: string) => validate(content).map(({ message }) => message)

/** The instructions of the last stage, as keyword and arguments. */
const last = () => {
  const instructions = dockerfile.getInstructions()
  const from = instructions.findLastIndex((each) => each.getKeyword() === 'FROM')
  return instructions.slice(from).map((each) => [each.getKeyword(), each.getArgumentsContent() ?? ''] as const)
}
const argumentsOf = (keyword: string) => last().flatMap(([each, content]) => (each === keyword ? [content] : []))

describe('the container file', () => {
  it('has nothing that a linter complains of, which would complain', () => {
    expect(complaints(text)).toEqual([])
    expect(complaints(`${text}\nCMD node\nUSR node\n`).length).toBeGreaterThan(0)
  })

  it('runs by the Node of the workspace, as no root, with a check of health and without npm', () => {
    expect(dockerfile.getFROMs().map((from) => from.getImageTag())).toEqual([
      `${manifest.optionalDependencies.node}-trixie-slim`,
      `${manifest.optionalDependencies.node}-trixie-slim`,
    ])
    expect(text).toContain(manifest.packageManager)
    expect(argumentsOf('USER')).toEqual(['node'])
    expect(argumentsOf('HEALTHCHECK')[0]).toContain('/health')
    expect(argumentsOf('RUN')[0]).toMatch(/^rm -rf \/usr\/local\/lib\/node_modules .*\/bin\/npm/)
    expect(argumentsOf('CMD')).toEqual(['["node", "apps/gateway/src/main.ts"]'])
  })

  it('copies nothing but what the gateway runs on', () => {
    const copied = dockerfile.getCOPYs().map((copy) => copy.getArguments()[0]?.getValue())

    expect(copied).not.toContain('.')
    expect(argumentsOf('COPY')).toEqual(['/app /app'])
  })
})
